using System.Diagnostics.CodeAnalysis;
using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Reading;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Loading;

/// <summary>
/// A services file: <c>services: {name: [host:port, ...]}</c>, where the name may carry a namespace (<c>name.namespace</c>) and a port
/// (<c>name:8443</c>). An empty list means known, without endpoints. Immutable.
/// </summary>
public sealed class ServiceFile
{
    private readonly Dictionary<string, IReadOnlyList<string>> _services = new(StringComparer.OrdinalIgnoreCase);

    private ServiceFile(IReadOnlyList<Finding> findings) => Findings = findings;

    /// <summary>A file that lists nothing.</summary>
    public static ServiceFile Empty { get; } = new([]) { IsReadable = true };

    /// <summary>What there is to say about the file. Entries with an error are left out, the others hold.</summary>
    public IReadOnlyList<Finding> Findings { get; private init; }

    /// <summary>Whether the file could be read as a whole; when not, an earlier one had better stay in use.</summary>
    public bool IsReadable { get; private set; }

    /// <summary>The names listed.</summary>
    public IReadOnlyCollection<string> Names => _services.Keys;

    /// <summary>Reads a file; a file that cannot be read gives an empty result with a finding.</summary>
    /// <param name="path">Its path.</param>
    public static ServiceFile Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var (code, message) = File.Exists(path) ? (FindingCodes.UnreadableFile, e.Message) : (FindingCodes.MissingPath, "there is no such file");
            return new ServiceFile([new Finding(Severity.Error, code, "", message, path)]);
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="file">The file's path, for findings.</param>
    /// <param name="text">Its text.</param>
    public static ServiceFile Parse(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var log = new FindingLog(file, resource: "");
        var services = new ServiceFile(log.Findings);
        try
        {
            if (YamlParser.Parse(text, lineOffset: 0) is YamlObject root)
                services.Read(new FieldReader(root, "", log));
            else
                log.Error(FindingCodes.InvalidServicesFile, "a services file must be a map with the field services", 1);
        }
        catch (YamlFault fault)
        {
            log.Error(FindingCodes.InvalidServicesFile, fault.Message, fault.Line);
        }

        return services;
    }

    /// <summary>The endpoints of a service, each <c>host:port</c>.</summary>
    /// <param name="service">The service.</param>
    /// <param name="endpoints">Its endpoints; empty when it is known and has none.</param>
    /// <returns>False when the file does not list the service.</returns>
    public bool TryFind(ServiceTarget service, [NotNullWhen(true)] out IReadOnlyList<string>? endpoints)
    {
        ArgumentNullException.ThrowIfNull(service);
        foreach (var name in service.LookupNames)
        {
            if (_services.TryGetValue(name, out endpoints))
                return true;
        }

        endpoints = null;
        return false;
    }

    private void Read(FieldReader root)
    {
        IsReadable = true;
        foreach (var (key, value) in root.Entries("services"))
        {
            var field = $"services.{key.Value}";
            if (value is YamlList list)
                _services[key.Value] = [.. list.Items.Select((item, i) => Endpoint(root, item, $"{field}[{i}]")).OfType<string>()];
            else if (value is YamlScalar { Type: ScalarType.Text })
                _services[key.Value] = Endpoint(root, value, field) is { } single ? [single] : [];
            else
                root.Wrong(value, field, "a list of host:port");
        }

        if (!root.Has("services") && !root.Log.IsRejected)
            root.Log.Error(FindingCodes.InvalidServicesFile, "a services file must have the field services", root.Node.Line);
        root.Finish();
    }

    private static string? Endpoint(FieldReader root, YamlNode node, string field)
    {
        if (root.AsText(node, field) is not { } text)
            return null;
        if (ServiceTargetParser.TrySplit(text, out var host, out var port, out var error) && port is not null)
            return $"{host}:{port}";

        root.Log.Error(FindingCodes.InvalidServicesFile, $"{field} must be host:port: {error ?? "the port is missing"}", node.Line, field);
        return null;
    }
}
