using System.Globalization;
using System.Text.Json.Nodes;

namespace ActorProxy.Kubernetes.Tests.Support;

/// <summary>Something that happened to an object, at a position.</summary>
internal sealed record ApiEvent(long Position, string Plural, string Type, JsonObject Object);

/// <summary>What etcd is to the API server: objects, the log of their changes, one counter for all.</summary>
internal sealed class ApiStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<ApiEvent> _events = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position = 100;
    private long _oldest;

    public long Position
    {
        get
        {
            lock (_gate)
                return _position;
        }
    }

    /// <summary>Creates an object, or replaces it; its generation grows when its spec changes.</summary>
    public void Put(string plural, JsonObject given)
    {
        lock (_gate)
        {
            var body = given.DeepClone().AsObject();
            var key = Key(plural, body);
            var known = _objects.GetValueOrDefault(key);
            var metadata = body["metadata"]!.AsObject();
            var generation = known?["metadata"]!["generation"]!.GetValue<long>() ?? 0;
            metadata["generation"] = JsonNode.DeepEquals(known?["spec"], body["spec"]) ? generation : generation + 1;
            metadata["uid"] = known?["metadata"]!["uid"]!.GetValue<string>() ?? Guid.NewGuid().ToString();
            metadata["managedFields"] = new JsonArray(new JsonObject { ["manager"] = "kubectl" });
            _objects[key] = body;
            Append(plural, known is null ? "ADDED" : "MODIFIED", body);
        }
    }

    public void Delete(string plural, string name, string space = "default")
    {
        lock (_gate)
        {
            var key = $"{plural}/{space}/{name}";
            var body = _objects[key];
            _objects.Remove(key);
            Append(plural, "DELETED", body.DeepClone().AsObject());
        }
    }

    /// <summary>Counts on without a change of the kinds that are watched, as other objects do.</summary>
    public long Advance()
    {
        lock (_gate)
            return ++_position;
    }

    /// <summary>Forgets the log: watches can no longer start before now.</summary>
    public void Compact()
    {
        lock (_gate)
        {
            _events.Clear();
            _oldest = ++_position;
        }
    }

    public bool IsTooOld(long position)
    {
        lock (_gate)
            return position < _oldest;
    }

    public (IReadOnlyList<JsonObject> Items, long Position) List(string plural, string? space)
    {
        lock (_gate)
        {
            var start = space is null ? $"{plural}/" : $"{plural}/{space}/";
            return ([.. _objects.Where(pair => pair.Key.StartsWith(start, StringComparison.Ordinal)).Select(pair => pair.Value.DeepClone().AsObject())], _position);
        }
    }

    public JsonObject? Find(string plural, string space, string name)
    {
        lock (_gate)
            return _objects.GetValueOrDefault($"{plural}/{space}/{name}")?.DeepClone().AsObject();
    }

    /// <summary>The events after a position, and what completes when there are more.</summary>
    public (IReadOnlyList<ApiEvent> Events, Task More) After(long position, string plural, string? space)
    {
        lock (_gate)
        {
            return (
                [
                    .. _events.Where(e => e.Position > position && e.Plural == plural
                        && (space is null || e.Object["metadata"]!["namespace"]!.GetValue<string>() == space)),
                ],
                _more.Task);
        }
    }

    private static string Key(string plural, JsonObject body) =>
        $"{plural}/{body["metadata"]!["namespace"]!.GetValue<string>()}/{body["metadata"]!["name"]!.GetValue<string>()}";

    private void Append(string plural, string type, JsonObject body)
    {
        body["metadata"]!["resourceVersion"] = (++_position).ToString(CultureInfo.InvariantCulture);
        _events.Add(new ApiEvent(_position, plural, type, body.DeepClone().AsObject()));
        var more = _more;
        _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        more.SetResult();
    }
}
