using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;
using ActorProxy.Shadowing.Upstreams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Upstreams;

public sealed class ServiceDirectoryTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly ServiceTarget Shop = new("http", "shop", 8080, HasExplicitPort: true);

    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentDictionary<string, string[]> _listed = new();
    private readonly ConcurrentDictionary<string, Func<Task<IPAddress[]>>> _names = new();
    private readonly SemaphoreSlim _asked = new(0);
    private ServiceDirectory _directory = null!;

    public Task InitializeAsync()
    {
        _directory = new ServiceDirectory(
            new ServiceDirectoryOptions { Listed = service => _listed.GetValueOrDefault(service.Host), Resolve = (name, _) => ResolveAsync(name) },
            NullLogger<ServiceDirectory>.Instance,
            _time);
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => _directory.DisposeAsync().AsTask();

    public void Dispose() => _asked.Dispose();

    [Theory]
    [InlineData("10.0.0.7:81", "10.0.0.7", 81, "http://10.0.0.7:81")]
    [InlineData("10.0.0.7", "10.0.0.7", 8080, "http://10.0.0.7:8080")]
    [InlineData("[::1]:81", "::1", 81, "http://[::1]:81")]
    [InlineData("[::1]", "::1", 8080, "http://[::1]:8080")]
    [InlineData("::1", "::1", 8080, "http://[::1]:8080")]
    [InlineData("other.host:81", "other.host", 81, "http://other.host:81")]
    public void A_listed_endpoint_is_there_at_once(string listed, string host, int port, string address)
    {
        _listed["shop"] = [listed];

        Assert.Equal([new ServiceEndpoint(host, port, address)], _directory.For(Shop).Current);
    }

    [Fact]
    public void A_listed_service_without_endpoints_has_none()
    {
        _listed["shop"] = [];

        Assert.Empty(_directory.For(Shop).Current);
        Assert.Null(_directory.For(Shop).Next());
    }

    [Theory]
    [InlineData("127.0.0.1", "https://127.0.0.1:8443")]
    [InlineData("::1", "https://[::1]:8443")]
    [InlineData("[::1]", "https://[::1]:8443")]
    public void A_literal_address_needs_no_DNS(string host, string address)
    {
        var endpoints = _directory.For(new ServiceTarget("https", host, 8443, HasExplicitPort: true));

        Assert.Equal(address, Assert.Single(endpoints.Current).BaseAddress);
        Assert.Equal(0, _asked.CurrentCount);
    }

    [Fact]
    public void Endpoints_are_picked_in_turn()
    {
        _listed["shop"] = ["a:1", "b:2", "c:3"];
        var endpoints = _directory.For(Shop);

        var picked = Enumerable.Range(0, 300).Select(_ => endpoints.Next()!.Host).ToList();

        Assert.All(["a", "b", "c"], host => Assert.Equal(100, picked.Count(p => p == host)));
        Assert.Equal(picked[..3], picked[3..6]);
    }

    [Fact]
    public async Task A_name_stands_for_itself_until_DNS_answers_and_then_for_all_its_addresses()
    {
        var answer = new TaskCompletionSource<IPAddress[]>();
        _names["shop"] = () => answer.Task;
        var endpoints = _directory.For(Shop);

        Assert.Equal("http://shop:8080", Assert.Single(endpoints.Current).BaseAddress);
        answer.SetResult([IPAddress.Parse("10.0.0.2"), IPAddress.Parse("10.0.0.1"), IPAddress.IPv6Loopback]);

        await UntilAsync(() => endpoints.Current.Count == 2);
        Assert.Equal(["http://10.0.0.1:8080", "http://10.0.0.2:8080"], endpoints.Current.Select(endpoint => endpoint.BaseAddress));
    }

    [Fact]
    public async Task A_name_with_IPv6_addresses_only_is_served_by_them()
    {
        _names["shop"] = () => Task.FromResult<IPAddress[]>([IPAddress.IPv6Loopback]);

        var endpoints = _directory.For(Shop);

        await UntilAsync(() => endpoints.Current[0].BaseAddress == "http://[::1]:8080");
    }

    [Theory]
    [InlineData(true, null, "10.0.0.1")]
    [InlineData(true, false, "10.0.0.1")]
    [InlineData(true, true, "::1")]
    [InlineData(false, true, "::1")]
    [InlineData(false, null, "::1")]
    public async Task Of_a_name_with_addresses_of_both_families_a_Mapping_chooses(bool ipv4, bool? ipv6, string chosen)
    {
        _names["shop"] = () => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1"), IPAddress.IPv6Loopback]);

        var endpoints = _directory.For(Shop, UpstreamSettings.Default with { EnableIPv4 = ipv4, EnableIPv6 = ipv6 });

        await UntilAsync(() => endpoints.Current is [{ } only] && only.Host == chosen);
    }

    [Fact]
    public async Task Names_are_resolved_again_and_a_failed_refresh_keeps_what_is_known()
    {
        _names["shop"] = () => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1")]);
        var endpoints = _directory.For(Shop);
        await UntilAsync(() => endpoints.Current[0].Host == "10.0.0.1");
        Assert.True(await _asked.WaitAsync(Limit));

        _names["shop"] = () => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
        await RefreshAsync();
        Assert.Equal("10.0.0.1", endpoints.Current[0].Host);

        _names["shop"] = () => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.9")]);
        await RefreshAsync();
        await UntilAsync(() => endpoints.Current[0].Host == "10.0.0.9");
    }

    [Fact]
    public async Task A_name_that_was_never_resolved_has_no_endpoint()
    {
        var endpoints = _directory.For(Shop);

        await UntilAsync(() => endpoints.Current.Count == 0);
        Assert.Null(endpoints.Next());
    }

    [Fact]
    public async Task A_resolver_that_hangs_does_not_hold_the_others_back()
    {
        var hung = new ServiceTarget("http", "hung", 80, HasExplicitPort: false);
        _names["hung"] = () => new TaskCompletionSource<IPAddress[]>().Task;
        _names["shop"] = () => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1")]);

        var waiting = _directory.For(hung);
        var endpoints = _directory.For(Shop);

        await UntilAsync(() => endpoints.Current[0].Host == "10.0.0.1");
        Assert.Equal("hung", waiting.Current[0].Host);
    }

    [Fact]
    public async Task Refresh_takes_a_changed_services_file_in_both_directions()
    {
        _listed["shop"] = ["a:1"];
        _names["shop"] = () => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1")]);
        var endpoints = _directory.For(Shop);

        _listed["shop"] = ["b:2", "c:3"];
        _directory.Refresh();
        Assert.Equal(["b", "c"], endpoints.Current.Select(endpoint => endpoint.Host));

        _listed.Clear();
        _directory.Refresh();
        await UntilAsync(() => endpoints.Current is [{ Host: "10.0.0.1" }]);

        _listed["shop"] = ["d:4"];
        _directory.Refresh();
        await RefreshAsync(expectsQuestion: false);
        Assert.Equal("d", Assert.Single(endpoints.Current).Host);
    }

    [Fact]
    public void A_service_has_the_same_endpoints_object_for_all_who_ask()
    {
        _listed["shop"] = ["a:1"];

        Assert.Same(_directory.For(Shop), _directory.For(new ServiceTarget("http", "shop", 8080, HasExplicitPort: true)));
        Assert.NotSame(_directory.For(Shop), _directory.For(Shop with { Port = 81 }));
    }

    private async Task RefreshAsync(bool expectsQuestion = true)
    {
        _time.Advance(TimeSpan.FromSeconds(5));
        if (expectsQuestion)
            Assert.True(await _asked.WaitAsync(Limit));
    }

    private Task<IPAddress[]> ResolveAsync(string name)
    {
        _asked.Release();
        return _names.TryGetValue(name, out var resolve)
            ? resolve()
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
            await timer.WaitForNextTickAsync(limit.Token);
    }
}
