using System.Globalization;

namespace ActorProxy.Bench.Compare.Machine;

/// <summary>Memory and descriptors of processes.</summary>
/// <param name="Kilobytes">Resident memory.</param>
/// <param name="Descriptors">Open file descriptors.</param>
internal readonly record struct Footprint(long Kilobytes, int Descriptors)
{
    public double Mebibytes => Kilobytes / 1024.0;

    /// <summary>As of now, in sum.</summary>
    public static Footprint Of(IEnumerable<int> pids)
    {
        var sum = default(Footprint);
        foreach (var pid in pids)
        {
            var resident = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            var kilobytes = long.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            sum = new Footprint(sum.Kilobytes + kilobytes, sum.Descriptors + Directory.GetFileSystemEntries($"/proc/{pid}/fd").Length);
        }

        return sum;
    }

    /// <summary>The larger of each.</summary>
    public Footprint Max(Footprint other) => new(Math.Max(Kilobytes, other.Kilobytes), Math.Max(Descriptors, other.Descriptors));
}
