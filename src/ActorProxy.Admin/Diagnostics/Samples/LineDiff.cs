namespace ActorProxy.Admin.Diagnostics.Samples;

/// <summary>Puts two texts beside each other line by line, so that equal lines stand on the same level.</summary>
internal static class LineDiff
{
    /// <summary>Longer texts are put side by side as they are: finding their common lines would take too long.</summary>
    private const int LongestInLines = 600;

    /// <summary>Pairs the lines of two texts.</summary>
    public static IReadOnlyList<LinePair> Of(string left, string right)
    {
        var (a, b) = (left.Split('\n'), right.Split('\n'));
        return a.Length > LongestInLines || b.Length > LongestInLines ? InOrder(a, b) : Aligned(a, b);
    }

    private static List<LinePair> InOrder(string[] a, string[] b) =>
    [
        .. Enumerable.Range(0, Math.Max(a.Length, b.Length)).Select(i => new LinePair(i < a.Length ? a[i] : null, i < b.Length ? b[i] : null)),
    ];

    private static List<LinePair> Aligned(string[] a, string[] b)
    {
        var common = CommonLengths(a, b);
        var pairs = new List<LinePair>();
        var (removed, added) = (new Queue<string>(), new Queue<string>());
        var (i, j) = (0, 0);
        while (i < a.Length || j < b.Length)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                Flush(pairs, removed, added);
                pairs.Add(new LinePair(a[i++], b[j++]));
            }
            else if (j == b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                removed.Enqueue(a[i++]);
            }
            else
            {
                added.Enqueue(b[j++]);
            }
        }

        Flush(pairs, removed, added);
        return pairs;
    }

    /// <summary>What was replaced stands beside what replaced it.</summary>
    private static void Flush(List<LinePair> pairs, Queue<string> removed, Queue<string> added)
    {
        while (removed.Count > 0 || added.Count > 0)
            pairs.Add(new LinePair(removed.TryDequeue(out var left) ? left : null, added.TryDequeue(out var right) ? right : null));
    }

    /// <summary>Length of the longest common subsequence of the rests from (i, j) on.</summary>
    private static int[,] CommonLengths(string[] a, string[] b)
    {
        var lengths = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                lengths[i, j] = a[i] == b[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }

        return lengths;
    }
}

/// <summary>One line of each side.</summary>
/// <param name="Left">The left one; null where the right one has no counterpart.</param>
/// <param name="Right">The right one; null where the left one has none.</param>
public sealed record LinePair(string? Left, string? Right)
{
    /// <summary>Whether both are equal.</summary>
    public bool IsEqual => Left == Right;
}
