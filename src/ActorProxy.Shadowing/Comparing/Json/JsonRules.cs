using ActorProxy.Mappings.Shadows;

namespace ActorProxy.Shadowing.Comparing.Json;

/// <summary>What counts in JSON bodies. Immutable.</summary>
internal sealed class JsonRules
{
    /// <summary>Prepares the settings; patterns that cannot be read are left out (reading a policy reports them).</summary>
    public JsonRules(CompareSettings settings)
    {
        Ignored = Paths(settings.Ignore.Where(path => path.StartsWith('$')));

        // "$.tags" and "$.tags[*]" both mean the array.
        Unordered = Paths(settings.Unordered.Select(path => path.EndsWith("[*]", StringComparison.Ordinal) ? path[..^3] : path));
        Tolerance = settings.NumericTolerance;
        Normalise = settings.Normalise;
    }

    /// <summary>Places that do not count.</summary>
    public JsonPathSet Ignored { get; }

    /// <summary>Arrays whose order does not count.</summary>
    public JsonPathSet Unordered { get; }

    /// <summary>Numbers that differ by no more than this, relative to the larger one, are equal.</summary>
    public double Tolerance { get; }

    /// <summary>Replacements in texts.</summary>
    public IReadOnlyList<Normalisation> Normalise { get; }

    private static JsonPathSet Paths(IEnumerable<string> texts) =>
        JsonPathSet.AtRoot(texts.Select(text => JsonPathPattern.TryParse(text, out _)).OfType<JsonPathPattern>());
}
