using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Grouping;
using ActorProxy.Mappings.Reading;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Loading;

/// <summary>
/// Turns files into route tables. It remembers: what becomes unreadable or invalid stays in force in its last good version, and a finding
/// says so; files that did not change are not read again. One load at a time.
/// </summary>
/// <param name="options">Settings; null means the defaults.</param>
public sealed class MappingLoader(MappingLoaderOptions? options = null)
{
    private readonly MappingLoaderOptions _options = options ?? new MappingLoaderOptions();
    private Dictionary<string, LoadedFile> _files = new(StringComparer.Ordinal);

    /// <summary>A loader with the same settings that has loaded nothing yet.</summary>
    internal MappingLoader WithoutMemory() => new(_options);

    /// <summary>Builds the table of all files given; what came from a file that is no longer given is gone.</summary>
    /// <param name="sources">The files.</param>
    public RouteTable Load(IReadOnlyList<MappingSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var reader = new ResourceReader(new ReadContext(_options.Namespace, _options.AmbassadorId));
        var files = new Dictionary<string, LoadedFile>(StringComparer.Ordinal);
        foreach (var source in sources)
            files[source.File] = LoadedFile.Load(source, _files.GetValueOrDefault(source.File), reader);
        KeepUnseen(sources, files);
        _files = files;

        var findings = files.Values.SelectMany(file => file.Findings).ToList();
        var resources = WithoutDuplicates(files.Values, findings);
        return RouteTableBuilder.Build(resources, _options.Namespace, findings);
    }

    /// <summary>A directory that cannot be listed (no descriptors, no rights) is not an empty one: its files stay as they were read.</summary>
    private void KeepUnseen(IReadOnlyList<MappingSource> sources, Dictionary<string, LoadedFile> files)
    {
        foreach (var directory in sources.Where(source => source is { Problem: not null, IsGone: false }))
        {
            var prefix = Path.TrimEndingDirectorySeparator(directory.File) + Path.DirectorySeparatorChar;
            foreach (var (file, previous) in _files.Where(known => known.Key.StartsWith(prefix, StringComparison.Ordinal)))
                files.TryAdd(file, LoadedFile.Unseen(file, directory, previous));
        }
    }

    /// <summary>Of several resources with one name the first counts; one that was kept only because it is broken now counts last.</summary>
    private List<Resource> WithoutDuplicates(IEnumerable<LoadedFile> files, List<Finding> findings)
    {
        var byName = new Dictionary<(string, string), Resource>();
        foreach (var (resource, isPrevious) in files.SelectMany(file => file.Resources).OrderBy(loaded => loaded.IsPrevious))
        {
            // By the name it will be known by: a.b in the own namespace and a in namespace b would be the same.
            if (byName.TryAdd((resource.Kind, resource.Id.NameIn(_options.Namespace)), resource) || isPrevious)
                continue;

            var first = byName[(resource.Kind, resource.Id.NameIn(_options.Namespace))];
            findings.Add(resource.At(
                Severity.Error,
                FindingCodes.DuplicateName,
                $"there is another {resource.Kind} of this name in {first.Position.File}, line {first.Position.Line}; that one is used"));
        }

        return [.. byName.Values];
    }
}
