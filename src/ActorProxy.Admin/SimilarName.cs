namespace ActorProxy.Admin;

/// <summary>Finds the name that was probably meant.</summary>
internal static class SimilarName
{
    /// <summary>The known name that is fewest edits away, or null when none is near enough to be a typing error.</summary>
    public static string? Find(string typed, IEnumerable<string> known)
    {
        var nearest = known.Select(name => (Name: name, Edits: Edits(typed.ToLowerInvariant(), name.ToLowerInvariant()))).OrderBy(candidate => candidate.Edits)
            .FirstOrDefault();
        return nearest.Name is { } name && (nearest.Edits <= Math.Max(1, name.Length / 3) || IsBeginning(typed, name)) ? name : null;
    }

    /// <summary>The end of an error message: <c>, did you mean 'x'?</c>, or nothing when no name is near.</summary>
    public static string Hint(string typed, IEnumerable<string> known) => Find(typed, known) is { } nearest ? $", did you mean '{nearest}'?" : "";

    private static bool IsBeginning(string typed, string name) => typed.Length > 1 && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    // Optimal string alignment: insertions, deletions, substitutions, and swaps of neighbours.
    private static int Edits(string from, string to)
    {
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            edits[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            edits[0, j] = j;

        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(substitution, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }

        return edits[from.Length, to.Length];
    }
}
