// Who writes launches down (capture.h), compiled once for all kernels: see runtime.cpp.
#pragma once

namespace cuda_host {

class Recorder {
 public:
  static Recorder& instance() {
    static Recorder& only = *new Recorder;
    return only;
  }
  bool is_on() const { return records_ != nullptr; }

  // Whether this launch is wanted. One number a launch, in the order in which they are made.
  bool begins(const LaunchSite& site, const Request& request) {
    const std::lock_guard<std::mutex> hold(mutex_);
    number_ = ++launches_;
    const char* why = refused(site);
    std::vector<Region> regions;
    std::size_t bytes = symbol_bytes();
    if (!why) {
      regions = reached(site);
      for (const Region& region : regions) bytes += region.bytes;
      if (written_ + 2 * bytes > most_bytes_) why = "bytes";
    }
    if (why) {
      line("{\"skipped\":%llu,\"callee\":%s,\"why\":\"%s\"}", number_, quoted(site.callee).c_str(), why);
      return false;
    }
    const std::string memory = stored(regions), variables = stored(symbols_);
    line("{\"launch\":%llu,\"callee\":%s,\"file\":%s,\"kernel\":%s,\"grid\":[%u,%u,%u],\"block\":[%u,%u,%u],"
         "\"shared\":%llu,\"arguments\":[%s],\"regions\":[%s],\"symbols\":[%s]}",
         number_, quoted(site.callee).c_str(), quoted(site.file).c_str(),
         site.kernel ? std::to_string(from_anchor(site.kernel)).c_str() : "null", request.grid[0], request.grid[1],
         request.grid[2], request.block[0], request.block[1], request.block[2],
         static_cast<unsigned long long>(request.shared_bytes), spelt(site.arguments).c_str(), memory.c_str(),
         variables.c_str());
    current_ = regions;
    return true;
  }

  // A launch whose grid, block or shared memory no device takes: CUDA does not make it, and says so only when asked.
  void refuses(const LaunchSite& site) {
    const std::lock_guard<std::mutex> hold(mutex_);
    line("{\"skipped\":%llu,\"callee\":%s,\"why\":\"configuration\"}", ++launches_, quoted(site.callee).c_str());
  }

  // After the launch that `begins` wanted. failed: its message, or an empty text.
  void ends(const char* failed) {
    const std::lock_guard<std::mutex> hold(mutex_);
    const std::string memory = stored(current_), variables = stored(symbols_);
    line("{\"end\":%llu,\"failed\":%s,\"regions\":[%s],\"symbols\":[%s]}", number_, quoted(failed).c_str(),
         memory.c_str(), variables.c_str());
  }

 private:
  struct Content {
    std::uint64_t low, high;
    bool operator<(const Content& other) const {
      return low != other.low ? low < other.low : high < other.high;
    }
  };

  Recorder() {
    const char* folder = std::getenv("TRANSKERNEL_CAPTURE");
    if (!folder) return;
    folder_ = folder;
    read_plan();
    blobs_ = std::fopen((folder_ + "/blobs").c_str(), "wbe");
    records_ = std::fopen((folder_ + "/records").c_str(), "we");
    unsetenv("TRANSKERNEL_CAPTURE");  // a program that this one starts is another program
  }

  void read_plan() {
    std::FILE* plan = std::fopen((folder_ + "/plan").c_str(), "re");
    char word[512];
    long long number = 0, size = 0;
    while (plan && std::fscanf(plan, "%511s %lld %lld", word, &number, &size) == 3) {
      const std::string what = word;
      if (what == "every") every_ = static_cast<unsigned long long>(number);
      if (what == "most") most_launches_ = static_cast<unsigned long long>(number);
      if (what == "bytes") most_bytes_ = static_cast<std::size_t>(number);
      if (what == "kernel") kernels_.push_back(number);
      if (what.rfind("name:", 0) == 0) names_.push_back(what.substr(5));
      if (what == "symbol") {
        auto* address = reinterpret_cast<unsigned char*>(&cuda_host_anchor) + number;
        symbols_.push_back({address, static_cast<std::size_t>(size), cudaMemoryTypeDevice, nullptr});
      }
    }
    if (plan) std::fclose(plan);
  }

  const char* refused(const LaunchSite& site) {
    const std::string name = base_name(site.callee);
    if (!kernels_.empty() || !names_.empty()) {
      const std::int64_t place = site.kernel ? from_anchor(site.kernel) : 0;
      const bool wanted = site.kernel ? std::find(kernels_.begin(), kernels_.end(), place) != kernels_.end()
                                      : std::find(names_.begin(), names_.end(), name) != names_.end();
      if (!wanted) return "kernel";
    }
    const std::string key = site.kernel ? std::to_string(from_anchor(site.kernel)) : name;
    Counts& counts = counts_[key];
    if (counts.seen++ % every_ != 0) return "every";
    if (counts.taken >= most_launches_) return "most";
    ++counts.taken;
    return nullptr;
  }

  static std::string base_name(const std::string& callee) {
    std::string name = callee.substr(0, callee.find('<'));
    while (!name.empty() && std::isspace(static_cast<unsigned char>(name.back()))) name.pop_back();
    const std::size_t qualified = name.rfind("::");
    return qualified == std::string::npos ? name : name.substr(qualified + 2);
  }

  // The memory behind every pointer of the arguments, also those inside structs, each region once.
  static std::vector<Region> reached(const LaunchSite& site) {
    std::map<unsigned char*, Region> found;
    for (const GivenArgument& argument : site.arguments) {
      if (argument.type.kind != 'p' && argument.type.kind != 'c') continue;
      for (std::size_t at = 0; at + sizeof(void*) <= argument.type.bytes; at += sizeof(void*)) {
        void* address;
        std::memcpy(&address, argument.bytes + at, sizeof address);
        const Region region = memories().find(address);
        if (region.bytes) found[region.begin] = region;
      }
    }
    std::vector<Region> regions;
    for (const auto& entry : found) regions.push_back(entry.second);
    return regions;
  }

  std::size_t symbol_bytes() const {
    std::size_t bytes = 0;
    for (const Region& region : symbols_) bytes += region.bytes;
    return bytes;
  }

  // Each region as [address, bytes, number of its blob].
  std::string stored(const std::vector<Region>& regions) {
    std::string text;
    for (const Region& region : regions) {
      const unsigned long long blob = store(region.begin, region.bytes);
      text += (text.empty() ? "[" : ",[") + std::to_string(reinterpret_cast<std::uintptr_t>(region.begin)) + "," +
              std::to_string(region.bytes) + "," + std::to_string(blob) + "]";
    }
    return text;
  }

  unsigned long long store(const unsigned char* from, std::size_t bytes) {
    const Content content = content_of(from, bytes);
    const auto known = known_.find(content);
    if (known != known_.end()) return known->second;
    std::fwrite(from, 1, bytes, blobs_);
    std::fflush(blobs_);
    line("{\"blob\":%zu,\"offset\":%zu,\"bytes\":%zu}", known_.size(), written_, bytes);
    written_ += bytes;
    return known_.emplace(content, known_.size()).first->second;
  }

  // Two independent 64-bit sums of multiplied words, mixed at the end: for telling contents apart, not for secrets.
  static Content content_of(const unsigned char* from, std::size_t bytes) {
    std::uint64_t a = 0x9E3779B97F4A7C15ull ^ bytes, b = 0xC2B2AE3D27D4EB4Full + bytes;
    for (std::size_t at = 0; at < bytes; at += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, from + at, std::min<std::size_t>(8, bytes - at));
      a = (a ^ word) * 0xFF51AFD7ED558CCDull;
      a ^= a >> 32;
      b = ((b << 29 | b >> 35) + word) * 0x9FB21C651E98DF25ull;
    }
    return {a ^ a >> 29, b ^ b >> 31};
  }

  static std::string spelt(const std::vector<GivenArgument>& arguments) {
    static const char digits[] = "0123456789abcdef";
    std::string text;
    for (const GivenArgument& argument : arguments) {
      text += text.empty() ? "{\"bytes\":\"" : ",{\"bytes\":\"";
      for (std::size_t at = 0; at < argument.type.bytes; ++at) {
        text += digits[argument.bytes[at] >> 4];
        text += digits[argument.bytes[at] & 15];
      }
      text += "\",\"type\":" + spelt(argument.type) + ",\"element\":" + spelt(argument.element) + "}";
    }
    return text;
  }
  static std::string spelt(const TypeFacts& type) {
    return "[" + quoted(type.name.c_str()) + "," + std::to_string(type.bytes) + ",\"" + type.kind + "\"," +
           (type.is_const ? "true]" : "false]");
  }
  static std::string quoted(const char* text) {
    std::string result = "\"";
    for (; *text; ++text) {
      const auto byte = static_cast<unsigned char>(*text);
      if (byte == '"' || byte == '\\') result += '\\';
      if (byte >= 0x20) result += *text;
      else result += ' ';
    }
    return result + "\"";
  }

  __attribute__((format(printf, 2, 3))) void line(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    std::vfprintf(records_, format, arguments);
    va_end(arguments);
    std::fputc('\n', records_);
    std::fflush(records_);  // what is written stays, should the program die of the next launch
  }

  struct Counts {
    unsigned long long seen = 0, taken = 0;
  };
  std::mutex mutex_;
  std::string folder_;
  std::FILE *records_ = nullptr, *blobs_ = nullptr;
  unsigned long long launches_ = 0, number_ = 0, every_ = 1, most_launches_ = ~0ull;
  std::size_t most_bytes_ = ~std::size_t{0}, written_ = 0;
  std::vector<std::int64_t> kernels_;
  std::vector<std::string> names_;
  std::vector<Region> symbols_, current_;
  std::map<std::string, Counts> counts_;
  std::map<Content, unsigned long long> known_;
};

bool is_recording() { return Recorder::instance().is_on(); }
bool launch_begins(const LaunchSite& site, const Request& request) { return Recorder::instance().begins(site, request); }
void launch_is_refused(const LaunchSite& site) { Recorder::instance().refuses(site); }
void launch_ends(const char* failed) { Recorder::instance().ends(failed); }

}  // namespace cuda_host
