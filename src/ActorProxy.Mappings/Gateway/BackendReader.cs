using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Reading;
using ActorProxy.Mappings.Resources;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Mappings.Gateway;

/// <summary>Reads references to backends. An invalid one is an error, and what it stands for gets no requests.</summary>
internal sealed class BackendReader(ResourceId route, string ownNamespace)
{
    /// <summary>Reads a reference; null after a finding.</summary>
    public ServiceTarget? Service(FieldReader reference)
    {
        var group = reference.Text("group") ?? "";
        var kind = reference.Text("kind") ?? "Service";
        var name = reference.RequiredText("name");
        var backendNamespace = reference.Text("namespace") ?? route.Namespace;
        var port = reference.Integer("port", 1, 65535);
        reference.Finish();
        if (name is null)
            return null;

        if (group.Length > 0 || kind != "Service")
        {
            reference.Log.Error(
                FindingCodes.InvalidService,
                $"{reference.PathOf("kind")}: only Services can be backends, not {kind}",
                reference.LineOf("kind"),
                reference.PathOf("kind"));
            return null;
        }

        if (port is null)
        {
            reference.Log.Error(
                FindingCodes.InvalidService,
                $"{reference.PathOf("port")} is required for a Service",
                reference.Node.Line,
                reference.PathOf("port"));
            return null;
        }

        var service = ServiceTargetParser.TryParse(
            $"{name}:{port}",
            backendNamespace,
            ownNamespace,
            originateTls: false,
            http2: false,
            out var error);
        if (service is null)
            reference.Log.Error(
                FindingCodes.InvalidService,
                $"{reference.PathOf("name")}: {error}",
                reference.LineOf("name"),
                reference.PathOf("name"));
        return service;
    }
}
