using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Gateway;
using ActorProxy.Mappings.Resources;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads the resources of a file. Whatever the text, the result is resources and findings.</summary>
internal sealed class ResourceReader(ReadContext context)
{
    private const string Ambassador = "getambassador.io/";

    /// <summary>Reads all documents of a file.</summary>
    public IReadOnlyList<DocumentResult> Read(string file, string text)
    {
        if (text.Length > YamlLimits.FileLength)
            return [Broken(file, FindingCodes.InvalidYaml, $"the file is longer than {YamlLimits.FileLength} characters", 1)];
        if (text.Contains('\0'))
            return [Broken(file, FindingCodes.InvalidYaml, "the file is binary", 1)];

        var results = new List<DocumentResult>();
        foreach (var document in YamlDocuments.Split(text))
        {
            try
            {
                if (YamlParser.Parse(document.Text, document.LineOffset) is { } root)
                    ReadRoot(file, root, results);
            }
            catch (YamlFault fault)
            {
                results.Add(Broken(file, FindingCodes.InvalidYaml, fault.Message, fault.Line));
            }
        }

        return results;
    }

    private static DocumentResult Broken(string file, string code, string message, int line)
    {
        var log = new FindingLog(file, resource: "");
        log.Reject(code, message, line);
        return new DocumentResult("", null, null, IsRejected: true, log.Findings);
    }

    private void ReadRoot(string file, YamlNode root, List<DocumentResult> results)
    {
        if (root is YamlScalar { Type: ScalarType.Null })
            return;

        if (root is not YamlObject document)
        {
            results.Add(Broken(file, FindingCodes.NotAResource, $"a resource must be a map, not {root.Kind}", root.Line));
            return;
        }

        // What kubectl get -o yaml prints.
        if (document.Find("kind") is YamlScalar { Value: "List" } && document.Find("items") is YamlList list)
        {
            foreach (var item in list.Items)
                ReadRoot(file, item, results);
            return;
        }

        results.Add(ReadResource(file, document));
    }

    private DocumentResult ReadResource(string file, YamlObject document)
    {
        var kind = TextOf(document, "kind");
        var version = TextOf(document, "apiVersion");
        var metadata = document.Find("metadata") as YamlObject;
        var name = metadata is null ? null : TextOf(metadata, "name");
        if (kind is null || version is null || string.IsNullOrEmpty(name))
            return Broken(file, FindingCodes.NotAResource, "a resource needs apiVersion, kind and metadata.name", document.Line);

        var id = new ResourceId(name, TextOf(metadata!, "namespace") is { Length: > 0 } given ? given : context.OwnNamespace);
        var log = new FindingLog(file, id.ToString());
        var fields = new FieldReader(document, "", log);
        var position = new SourcePosition(file, document.Line);
        var resource = (kind, version) switch
        {
            ("Mapping", Ambassador + "v2") => ReadMapping(fields, id, position, isV2: true),
            ("Mapping", Ambassador + "v3alpha1") => ReadMapping(fields, id, position, isV2: false),
            ("TLSContext", Ambassador + "v2" or Ambassador + "v3alpha1") => SpecOf(fields) is { } spec ? TlsContextReader.Read(spec, id, position) : null,
            ("HTTPRoute", "gateway.networking.k8s.io/v1" or "gateway.networking.k8s.io/v1beta1") => ReadHttpRoute(fields, id, position),
            ("ShadowPolicy", "actorproxy.io/v1") => ReadPolicy(fields, id, position),
            _ => Skip(kind, version, log, document.Line),
        };
        return new DocumentResult(kind, id, log.IsRejected ? null : resource, log.IsRejected, log.Findings);
    }

    private MappingResource? ReadMapping(FieldReader document, ResourceId id, SourcePosition position, bool isV2)
    {
        var spec = SpecOf(document);
        return spec is null ? null : new MappingReader(context, spec, id, position, isV2).Read();
    }

    private ShadowPolicyResource? ReadPolicy(FieldReader document, ResourceId id, SourcePosition position)
    {
        var spec = SpecOf(document);
        return spec is null ? null : new ShadowPolicyReader(context, spec, id, position).Read();
    }

    private HttpRouteResource? ReadHttpRoute(FieldReader document, ResourceId id, SourcePosition position)
    {
        var created = (document.Node.Find("metadata") as YamlObject)?.Find("creationTimestamp") as YamlScalar;
        return SpecOf(document) is { } spec ? new HttpRouteReader(context, spec, id, position).Read(created?.Value ?? "") : null;
    }

    private static FieldReader? SpecOf(FieldReader document)
    {
        // Kubernetes adds status; it says nothing about what is wanted.
        document.Accept("apiVersion", "kind", "metadata", "status");
        var spec = document.Object("spec");
        if (spec is null && !document.Log.IsRejected)
            document.Invalid("spec", "is required", FindingCodes.MissingField);
        document.Finish();
        return spec;
    }

    private static Resource? Skip(string kind, string version, FindingLog log, int line)
    {
        if (kind is "Mapping" && version.StartsWith(Ambassador, StringComparison.Ordinal))
            log.Reject(
                FindingCodes.UnsupportedVersion,
                $"{Shorten(version)} Mappings are not read; write v2 or v3alpha1",
                line,
                "apiVersion");
        else if (kind is "ShadowPolicy" && version.StartsWith("actorproxy.io/", StringComparison.Ordinal))
            log.Reject(
                FindingCodes.UnsupportedVersion,
                $"{Shorten(version)} ShadowPolicies are not read; write actorproxy.io/v1",
                line,
                "apiVersion");
        else
            log.Notice(FindingCodes.IgnoredKind, $"{Shorten(kind)} ({Shorten(version)}) is not read here", line);
        return null;
    }

    private static string? TextOf(YamlObject map, string name) => (map.Find(name) as YamlScalar)?.Value;

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
