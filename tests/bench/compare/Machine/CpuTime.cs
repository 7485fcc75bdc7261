using System.Globalization;

namespace ActorProxy.Bench.Compare.Machine;

/// <summary>CPU time that processes have used, in seconds.</summary>
/// <param name="User">In user mode.</param>
/// <param name="System">In the kernel on their behalf.</param>
internal readonly record struct CpuTime(double User, double System)
{
    // USER_HZ, which is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    public double Total => User + System;

    public static CpuTime operator +(CpuTime a, CpuTime b) => new(a.User + b.User, a.System + b.System);

    public static CpuTime operator -(CpuTime a, CpuTime b) => new(a.User - b.User, a.System - b.System);

    /// <summary>What these processes have used so far; those that have ended count as nothing.</summary>
    public static CpuTime Of(IEnumerable<int> pids) => pids.Aggregate(default(CpuTime), (sum, pid) => sum + Of(pid));

    /// <summary>What this process and the children that it has waited for have used.</summary>
    public static CpuTime OfThisAndEndedChildren()
    {
        var fields = Fields("self");
        return new CpuTime(Seconds(fields, 11) + Seconds(fields, 13), Seconds(fields, 12) + Seconds(fields, 14));
    }

    private static CpuTime Of(int pid)
    {
        try
        {
            var fields = Fields(pid.ToString(CultureInfo.InvariantCulture));
            return new CpuTime(Seconds(fields, 11), Seconds(fields, 12));
        }
        catch (IOException)
        {
            return default;
        }
    }

    // The fields behind the name, which may hold blanks itself; the first one is the state.
    private static string[] Fields(string process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static double Seconds(string[] fields, int index) => long.Parse(fields[index], CultureInfo.InvariantCulture) / TicksPerSecond;
}
