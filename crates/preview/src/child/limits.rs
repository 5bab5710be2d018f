//! What the child gives up.

use std::io;

/// How much address space the child may use beyond what the program itself takes when it starts.
///
/// Counted from there because the program maps its libraries, and those of a window toolkit alone can be larger than
/// all that drawing needs.
#[cfg(target_os = "linux")]
const MEMORY_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Seconds of processor time for one request. One more than the parent waits, so that the parent's clock decides.
#[cfg(unix)]
const PROCESSOR_S_MAX: u64 = 6;
/// The stack of the only thread. Deeply nested pages are drawn by recursion.
#[cfg(unix)]
const STACK_BYTES: u64 = 32 * 1024 * 1024;

/// Gives up what drawing does not need, for good.
#[cfg(unix)]
pub(super) fn give_up() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let at_most = |resource, bound: u64| {
        let hard = getrlimit(resource).maximum;
        let bound = Some(hard.map_or(bound, |hard| hard.min(bound)));
        setrlimit(resource, Rlimit { current: bound, maximum: bound })
    };
    at_most(Resource::Core, 0)?;
    // Not a byte into any file; pipes are not files in this sense.
    at_most(Resource::Fsize, 0)?;
    at_most(Resource::Nproc, 0)?;
    // Standard streams, the file, and what the system opens for itself.
    at_most(Resource::Nofile, 16)?;
    at_most(Resource::Stack, STACK_BYTES)?;
    #[cfg(target_os = "linux")]
    at_most(Resource::As, mapped_bytes()?.saturating_add(MEMORY_BYTES_MAX))?;
    // The working directory would otherwise keep a disk from being unmounted.
    std::env::set_current_dir("/")
}

/// Gives the request that now begins its processor time. The limit counts from the start of the process, so it moves.
#[cfg(unix)]
pub(super) fn start_request() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};

    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or_default();
    let maximum = getrlimit(Resource::Cpu).maximum;
    let bound = used.saturating_add(PROCESSOR_S_MAX);
    let current = Some(maximum.map_or(bound, |maximum| maximum.min(bound)));
    Ok(setrlimit(Resource::Cpu, Rlimit { current, maximum })?)
}

/// What the program has mapped, by the first number of this file: pages of address space.
#[cfg(target_os = "linux")]
fn mapped_bytes() -> io::Result<u64> {
    let counts = std::fs::read_to_string("/proc/self/statm")?;
    let pages = counts.split(' ').next().and_then(|pages| pages.parse::<u64>().ok());
    let page_bytes = u64::try_from(rustix::param::page_size()).unwrap_or(4096);
    Ok(pages.ok_or(io::ErrorKind::InvalidData)?.saturating_mul(page_bytes))
}

/// Other systems have no such limits; the parent's clock is the guard there.
#[cfg(not(unix))]
pub(super) fn give_up() -> io::Result<()> {
    Ok(())
}

/// See [`give_up`].
#[cfg(not(unix))]
pub(super) fn start_request() -> io::Result<()> {
    Ok(())
}
