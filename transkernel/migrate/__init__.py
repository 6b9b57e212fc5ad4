"""A whole folder of CUDA sources at once: found, translated in processes of their own, kept so that a run can go on."""
