using System.Globalization;
using System.Text.Json;
using ActorProxy.Kubernetes.Watching;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Kubernetes.Services;

/// <summary>Services and their endpoints at one moment. Immutable.</summary>
internal sealed class ServiceIndex
{
    private const string ServiceLabel = "kubernetes.io/service-name";

    private readonly string _ownNamespace;
    private readonly Dictionary<string, WatchedObject> _services;
    private readonly ILookup<string, WatchedObject> _slices;

    public ServiceIndex(string ownNamespace, IEnumerable<WatchedObject> services, IEnumerable<WatchedObject> slices)
    {
        _ownNamespace = ownNamespace;
        _services = services.ToDictionary(service => service.Key, StringComparer.Ordinal);
        _slices = slices.ToLookup(slice => $"{slice.Namespace}/{ServiceOf(slice)}", StringComparer.Ordinal);
    }

    /// <summary>
    /// The endpoints of a service as <c>address:port</c>, an empty list when it has none; null for a host that is no Service here, that has no
    /// slices (<c>ExternalName</c>, for example), or that has no such port: DNS is to be asked.
    /// </summary>
    public IReadOnlyList<string>? Find(ServiceTarget target)
    {
        if (ServiceName.Parse(target.Host, _ownNamespace)?.ToString() is not { } name || !_services.TryGetValue(name, out var service))
            return null;

        var slices = _slices[name].ToList();
        if (slices.Count == 0 || PortNamed(service, target.Port) is not { } port)
            return null;

        var found = slices.SelectMany(slice => Endpoints(slice, port)).ToList();
        // Like kube-proxy: endpoints that are ending still serve when there are no others.
        var ready = found.Where(endpoint => endpoint.IsReady).ToList();
        var used = ready.Count > 0 ? ready : found.Where(endpoint => endpoint.IsServing);
        return [.. used.Select(endpoint => endpoint.Address).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static string? ServiceOf(WatchedObject slice) =>
        Member(Member(slice.Body, "metadata"), "labels") is { } labels ? Text(labels, ServiceLabel) : null;

    /// <summary>The name of a Service's port, which its slices carry too; a single port has the empty name.</summary>
    private static string? PortNamed(WatchedObject service, int number) => Items(Member(service.Body, "spec"), "ports")
        .Where(port => Number(port, "port") == number)
        .Select(port => Text(port, "name") ?? "")
        .FirstOrDefault();

    private static IEnumerable<(string Address, bool IsReady, bool IsServing)> Endpoints(WatchedObject slice, string portName)
    {
        var type = Text(slice.Body, "addressType");
        if (type is not ("IPv4" or "IPv6"))
            yield break;

        var ports = Items(slice.Body, "ports").Where(port => (Text(port, "name") ?? "") == portName).Select(port => Number(port, "port")).OfType<int>().ToList();
        foreach (var endpoint in Items(slice.Body, "endpoints"))
        {
            // By the API's documentation, a condition that is not given counts as true; serving as ready then.
            var isReady = Flag(endpoint, "ready") ?? true;
            var isServing = Flag(endpoint, "serving") ?? isReady;
            foreach (var address in Items(endpoint, "addresses").Where(address => address.ValueKind == JsonValueKind.String))
            {
                foreach (var port in ports)
                    yield return (Join(type, address.GetString()!, port), isReady, isServing);
            }
        }
    }

    private static string Join(string type, string address, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{(type == "IPv6" ? $"[{address}]" : address)}:{port}");

    private static bool? Flag(JsonElement endpoint, string name) => Member(Member(endpoint, "conditions"), name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;
}
