using System.Diagnostics;
using System.Globalization;

namespace ActorProxy.Bench.Compare.Machine;

/// <summary>Notices that something else used the machine during a run: other processes, or (steal) other guests of its host.</summary>
internal sealed class Disturbance
{
    /// <summary>More than this share of one core used by processes that are not ours disturbs a run.</summary>
    private const double MostOfOthers = 0.10;

    /// <summary>More than this share of one core taken by the host disturbs a run.</summary>
    private const double MostSteal = 0.05;

    private readonly IReadOnlyCollection<int> _ours;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly (double Busy, double Steal) _machine = Read();
    private readonly double _own;

    /// <param name="ours">Processes that are part of the benchmark, beside this one and its ended children.</param>
    public Disturbance(IReadOnlyCollection<int> ours)
    {
        _ours = ours;
        _own = Own();
    }

    /// <summary>Whether the time since this object was made was disturbed.</summary>
    public bool Seen()
    {
        var seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        var (busy, steal) = Read();
        var others = busy - _machine.Busy - (Own() - _own);
        return others / seconds > MostOfOthers || (steal - _machine.Steal) / seconds > MostSteal;
    }

    private double Own() => CpuTime.Of(_ours).Total + CpuTime.OfThisAndEndedChildren().Total;

    // Interrupts are left out on both sides: they are charged to nobody.
    private static (double Busy, double Steal) Read()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double Seconds(int index) => long.Parse(fields[index], CultureInfo.InvariantCulture) / 100.0;
        return (Seconds(1) + Seconds(2) + Seconds(3), Seconds(8));
    }
}
