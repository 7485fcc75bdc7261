using System.Net;
using ActorProxy.Mappings.Routing;

namespace ActorProxy.Shadowing.Upstreams;

/// <summary>The endpoints of one service, as its directory last found them. Reading and picking take no lock.</summary>
internal sealed class TrackedService(ServiceTarget service, AddressFamilies families) : ServiceEndpoints
{
    private readonly Lock _gate = new();
    private volatile ServiceEndpoint[] _current = [];
    private volatile bool _isByName;
    private bool _wasResolved;
    private bool _isUnresolved;
    private uint _turn;

    public override ServiceTarget Service => service;

    public override IReadOnlyList<ServiceEndpoint> Current => _current;

    /// <summary>Whether DNS is to be asked for it.</summary>
    public bool IsByName => _isByName;

    public override ServiceEndpoint? Next()
    {
        var current = _current;
        return current.Length switch
        {
            0 => null,
            1 => current[0],
            _ => current[Interlocked.Increment(ref _turn) % (uint)current.Length],
        };
    }

    /// <summary>The services file lists it.</summary>
    public void SetListed(IReadOnlyList<string> endpoints)
    {
        lock (_gate)
        {
            _isByName = _wasResolved = _isUnresolved = false;
            Become([.. endpoints.Select(Parse)]);
        }
    }

    /// <summary>
    /// The services file does not list it. Says whether DNS is to be asked now: not for an address, nor when it was asked before.
    /// </summary>
    public bool ShouldResolve()
    {
        lock (_gate)
        {
            if (_isByName)
                return false;

            Become([Endpoint(service.Host, service.Port)]);
            _isByName = !IPAddress.TryParse(service.Host.Trim('[', ']'), out _);
            return _isByName;
        }
    }

    /// <summary>DNS has answered.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool SetResolved(IPAddress[] addresses)
    {
        var usable = families.Choose(addresses).Select(address => Endpoint(address.ToString(), service.Port));
        lock (_gate)
        {
            if (!_isByName)
                return false;

            (_wasResolved, _isUnresolved) = (true, false);
            return Become([.. usable.OrderBy(endpoint => endpoint.Host, StringComparer.Ordinal)]);
        }
    }

    /// <summary>DNS has no answer: what it answered before stays; if it never did, there is no endpoint.</summary>
    /// <returns>Whether this is news.</returns>
    public bool SetUnresolved()
    {
        lock (_gate)
        {
            if (!_isByName || _isUnresolved)
                return false;

            _isUnresolved = true;
            if (!_wasResolved)
                Become([]);
            return true;
        }
    }

    private bool Become(ServiceEndpoint[] endpoints)
    {
        if (_current.AsSpan().SequenceEqual(endpoints))
            return false;

        _current = endpoints;
        return true;
    }

    private ServiceEndpoint Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var isBareIPv6 = text[0] != '[' && colon != text.IndexOf(':', StringComparison.Ordinal);
        return !isBareIPv6 && colon > text.LastIndexOf(']') && int.TryParse(text.AsSpan(colon + 1), out var port)
            ? Endpoint(text[..colon], port)
            : Endpoint(text, service.Port);
    }

    private ServiceEndpoint Endpoint(string host, int port)
    {
        var bare = host.Trim('[', ']');
        var inUrl = bare.Contains(':', StringComparison.Ordinal) ? $"[{bare}]" : bare;
        return new ServiceEndpoint(bare, port, $"{service.Scheme}://{inUrl}:{port}");
    }
}
