using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Reading;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Loading;

/// <summary>A resource in force, and whether it is an earlier version that a broken newer one could not replace.</summary>
internal readonly record struct LoadedResource(Resource Resource, bool IsPrevious);

/// <summary>What a file contributes: what could be read of it, and what is kept of its earlier versions.</summary>
internal sealed class LoadedFile
{
    /// <summary>Findings kept of one file; a file of rubbish can have hundreds of thousands.</summary>
    private const int MaxFindings = 1000;

    private LoadedFile(MappingSource source, IReadOnlyList<LoadedResource> resources, IReadOnlyList<Finding> findings) =>
        (Source, Resources, Findings) = (source, resources, findings);

    /// <summary>What was read.</summary>
    public MappingSource Source { get; }

    /// <summary>What is in force of it.</summary>
    public IReadOnlyList<LoadedResource> Resources { get; }

    /// <summary>What there is to say about it.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="previous">What it contributed before; null when it is new.</param>
    /// <param name="reader">Reads resources.</param>
    public static LoadedFile Load(MappingSource source, LoadedFile? previous, ResourceReader reader)
    {
        if (previous is not null && previous.Source == source)
            return previous;

        if (source.Problem is { } problem)
        {
            var kept = source.IsGone ? [] : Previous(previous, _ => true);
            return new LoadedFile(source, kept, [problem, .. KeptNotice(source.File, kept)]);
        }

        var results = reader.Read(source.File, source.Text);
        var resources = results.Select(result => result.Resource).OfType<Resource>().Select(resource => new LoadedResource(resource, false)).ToList();
        var keptResources = Previous(previous, Spoiled(results));
        return new LoadedFile(
            source,
            [.. resources, .. keptResources],
            Bounded(source.File, [.. results.SelectMany(result => result.Findings), .. KeptNotice(source.File, keptResources)]));
    }

    /// <summary>What stays of a file whose directory cannot be listed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="directory">The directory; it stands for the file's content, so that the file is read again once it is seen again.</param>
    /// <param name="previous">What the file contributed before.</param>
    public static LoadedFile Unseen(string file, MappingSource directory, LoadedFile previous)
    {
        var kept = Previous(previous, _ => true);
        return new LoadedFile(directory, kept, [.. KeptNotice(file, kept)]);
    }

    private static List<Finding> Bounded(string file, List<Finding> findings) => findings.Count <= MaxFindings ? findings :
    [
        .. findings.OrderByDescending(finding => finding.Severity).Take(MaxFindings),
        new Finding(Severity.Error, FindingCodes.TooManyFindings, "", $"{findings.Count - MaxFindings} more findings are not shown", file),
    ];

    /// <summary>Tells of a resource whether the newer text has it in a form that cannot be used, or may have it in a document that cannot be read.</summary>
    private static Func<Resource, bool> Spoiled(IReadOnlyList<DocumentResult> results)
    {
        var hasUnknown = results.Any(result => result is { IsRejected: true, Id: null });
        var rejected = new Dictionary<(string, ResourceId), bool>();
        foreach (var result in results.Where(result => result.Id is not null))
            rejected[(result.Kind, result.Id!.Value)] = result.IsRejected;

        return resource => rejected.TryGetValue((resource.Kind, resource.Id), out var isRejected) ? isRejected : hasUnknown;
    }

    private static List<LoadedResource> Previous(LoadedFile? previous, Func<Resource, bool> isKept) =>
        [.. (previous?.Resources ?? []).Where(loaded => isKept(loaded.Resource)).Select(loaded => loaded with { IsPrevious = true })];

    private static IEnumerable<Finding> KeptNotice(string file, List<LoadedResource> kept) => kept.Select(loaded => new Finding(
        Severity.Warning,
        FindingCodes.PreviousKept,
        loaded.Resource.Id.ToString(),
        $"the previous version of the {loaded.Resource.Kind} stays in force",
        file));
}
