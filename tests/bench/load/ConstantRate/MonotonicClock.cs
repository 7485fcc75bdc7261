using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ActorProxy.Bench.Load.ConstantRate;

/// <summary>Sleeps until a moment on the clock of <see cref="Stopwatch"/>, to within the kernel's timer slack instead of whole milliseconds.</summary>
internal static partial class MonotonicClock
{
    private const int ClockMonotonic = 1;
    private const int AbsoluteTime = 1;
    private const int Interrupted = 4;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Now, in nanoseconds.</summary>
    public static long Now => Stopwatch.GetTimestamp();

    /// <summary>Sleeps; returns at once when the moment has passed.</summary>
    /// <param name="nanoseconds">The moment, on the scale of <see cref="Now"/>.</param>
    public static void SleepUntil(long nanoseconds)
    {
        var moment = new TimeSpec { Seconds = nanoseconds / NanosecondsPerSecond, Nanoseconds = nanoseconds % NanosecondsPerSecond };
        while (ClockNanosleep(ClockMonotonic, AbsoluteTime, in moment, IntPtr.Zero) == Interrupted)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int ClockNanosleep(int clock, int flags, in TimeSpec moment, IntPtr remaining);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
