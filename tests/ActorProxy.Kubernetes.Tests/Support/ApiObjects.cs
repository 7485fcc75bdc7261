using System.Text.Json.Nodes;

namespace ActorProxy.Kubernetes.Tests.Support;

/// <summary>Objects as clients write them.</summary>
internal static class ApiObjects
{
    public static JsonObject Mapping(string name, string prefix, string service, bool isShadow = false, string space = "default", string version = "v3alpha1")
    {
        var spec = new JsonObject { ["prefix"] = prefix, ["service"] = service };
        if (version == "v3alpha1")
            spec["hostname"] = "*";
        if (isShadow)
            spec["shadow"] = true;
        return Resource($"getambassador.io/{version}", "Mapping", name, space, spec);
    }

    public static JsonObject Policy(string name, string mapping, string space = "default") =>
        Resource("actorproxy.io/v1", "ShadowPolicy", name, space, new JsonObject { ["mapping"] = mapping });

    public static JsonObject Resource(string apiVersion, string kind, string name, string space, JsonObject spec) => new()
    {
        ["apiVersion"] = apiVersion,
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = space },
        ["spec"] = spec,
    };

    public static JsonObject Service(string name, params (string Name, int Port)[] ports) =>
        Resource("v1", "Service", name, "default", new JsonObject
        {
            ["ports"] = new JsonArray([.. ports.Select(port => new JsonObject { ["name"] = port.Name, ["port"] = port.Port })]),
        });

    /// <summary>A slice of one port; each endpoint is an address and its conditions, as JSON.</summary>
    public static JsonObject Slice(string name, string service, string portName, int port, params (string Address, string Conditions)[] endpoints) => new()
    {
        ["apiVersion"] = "discovery.k8s.io/v1",
        ["kind"] = "EndpointSlice",
        ["metadata"] = new JsonObject
        {
            ["name"] = name, ["namespace"] = "default", ["labels"] = new JsonObject { ["kubernetes.io/service-name"] = service },
        },
        ["addressType"] = endpoints.Any(endpoint => endpoint.Address.Contains(':')) ? "IPv6" : "IPv4",
        ["ports"] = new JsonArray(new JsonObject { ["name"] = portName, ["port"] = port }),
        ["endpoints"] = new JsonArray(
        [
            .. endpoints.Select(endpoint => new JsonObject
            {
                ["addresses"] = new JsonArray(endpoint.Address), ["conditions"] = JsonNode.Parse(endpoint.Conditions),
            }),
        ]),
    };
}
