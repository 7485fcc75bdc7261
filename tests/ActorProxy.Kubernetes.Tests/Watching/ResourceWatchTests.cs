using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ActorProxy.Kubernetes.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Kubernetes.Tests.Watching;

public sealed class ResourceWatchTests
{
    private const string Mappings = "mappings";

    [Fact]
    public async Task A_list_in_pages_is_followed_by_additions_changes_and_deletions()
    {
        await using var server = await ApiServer.StartAsync();
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
            server.Store.Put(Mappings, ApiObjects.Mapping(name, $"/{name}/", name));
        await using var node = new WatchingNode(server, options => options with { PageSize = 2 });
        await node.UntilPrefixesAsync("/a/ /b/ /c/ /d/ /e/");
        Assert.Equal(3, server.Count("list", Mappings));

        await server.WatchOfAsync(Mappings);
        server.Store.Put(Mappings, ApiObjects.Mapping("f", "/f/", "f"));
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/changed/", "a"));
        server.Store.Delete(Mappings, "b");
        await node.UntilPrefixesAsync("/c/ /changed/ /d/ /e/ /f/");
        Assert.Equal(3, server.Count("list", Mappings));
    }

    [Fact]
    public async Task Nothing_is_in_force_before_every_kind_was_listed()
    {
        await using var server = await ApiServer.StartAsync();
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/a/", "a"));
        var mayAnswer = new TaskCompletionSource();
        server.Once("list", "httproutes", async context =>
        {
            await mayAnswer.Task;
            await ApiServer.RefuseAsync(context, 503);
        });
        await using var node = new WatchingNode(server);
        await server.WatchOfAsync(Mappings);
        await node.UntilAsync(() => server.Count("list", "httproutes") == 1, "a list of HTTPRoutes");
        Assert.False(node.Routes.IsLoaded);
        Assert.False(node.Source.Complete.IsCompleted);

        mayAnswer.SetResult();
        await node.Source.Complete.InTime();
        await node.UntilPrefixesAsync("/a/");
    }

    [Fact]
    public async Task A_watch_that_breaks_in_the_middle_of_a_line_goes_on_where_it_was()
    {
        await using var server = await ApiServer.StartAsync();
        await using var node = new WatchingNode(server);
        var watch = await server.WatchOfAsync(Mappings);
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/a/", "a"));
        await node.UntilPrefixesAsync("/a/");
        var position = server.Store.Position;

        await watch.SendRawAsync("""{"type":"ADDED","object":{"apiVersion":"getambassador.io/v3alpha1","kind":"Mapp""");
        watch.Break();
        server.Store.Put(Mappings, ApiObjects.Mapping("b", "/b/", "b"));

        await node.UntilPrefixesAsync("/a/ /b/");
        Assert.Equal(1, server.Count("list", Mappings));
        Assert.Contains(server.Requests, request => request.Kind == "watch" && request.Query.Contains($"resourceVersion={position}&", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_that_is_no_JSON_costs_the_connection_and_nothing_else()
    {
        await using var server = await ApiServer.StartAsync();
        await using var node = new WatchingNode(server);
        var watch = await server.WatchOfAsync(Mappings);
        await watch.SendRawAsync("<html>bad gateway</html>\n");
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/a/", "a"));
        await node.UntilPrefixesAsync("/a/");
        Assert.Equal(1, server.Count("list", Mappings));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_position_that_is_gone_is_answered_by_a_new_list(bool asHttpStatus)
    {
        await using var server = await ApiServer.StartAsync();
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/a/", "a"));
        server.Store.Put(Mappings, ApiObjects.Mapping("b", "/b/", "b"));
        await using var node = new WatchingNode(server);
        await node.UntilPrefixesAsync("/a/ /b/");
        var watch = await server.WatchOfAsync(Mappings);

        server.Store.Compact();
        if (asHttpStatus)
            server.OnceRefuse("watch", Mappings, 410);
        watch.Break();
        server.Store.Delete(Mappings, "a");
        server.Store.Put(Mappings, ApiObjects.Mapping("c", "/c/", "c"));
        server.Store.Compact();

        await node.UntilPrefixesAsync("/b/ /c/");
        Assert.True(server.Count("list", Mappings) >= 2);
    }

    [Fact]
    public async Task A_list_whose_next_page_is_gone_begins_anew()
    {
        await using var server = await ApiServer.StartAsync();
        foreach (var name in (string[])["a", "b", "c"])
            server.Store.Put(Mappings, ApiObjects.Mapping(name, $"/{name}/", name));
        server.Once("list", Mappings, context =>
            context.Response.WriteAsync("""{"metadata":{"resourceVersion":"100","continue":"gone"},"items":[]}"""));
        server.OnceRefuse("list", Mappings, 410);
        await using var node = new WatchingNode(server, options => options with { PageSize = 2 });
        await node.UntilPrefixesAsync("/a/ /b/ /c/");
    }

    [Fact]
    public async Task While_the_server_fails_what_is_known_stays_in_force_and_the_failure_is_told()
    {
        await using var server = await ApiServer.StartAsync();
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/a/", "a"));
        await using var node = new WatchingNode(server);
        await node.UntilPrefixesAsync("/a/");
        var watch = await server.WatchOfAsync(Mappings);

        var mayRecover = new TaskCompletionSource();
        for (var i = 0; i < 5; i++)
            server.OnceRefuse("watch", Mappings, 500);
        server.Once("watch", Mappings, async context =>
        {
            await mayRecover.Task;
            await ApiServer.RefuseAsync(context, 503);
        });
        watch.Break();
        await node.UntilAsync(
            () => node.Problems.Any(problem => problem.Code == "kubernetes-unreadable" && problem.Message.Contains("500", StringComparison.Ordinal)),
            "a finding");
        Assert.Equal("/a/", node.Prefixes);

        mayRecover.SetResult();
        server.Store.Put(Mappings, ApiObjects.Mapping("b", "/b/", "b"));
        await node.UntilPrefixesAsync("/a/ /b/");
        await node.UntilAsync(() => node.Problems.Count == 0, "the finding to end");
        Assert.Equal(1, server.Count("list", Mappings));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_and_asked_again()
    {
        await using var server = await ApiServer.StartAsync();
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/a/", "a"));
        server.Once("list", Mappings, context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var node = new WatchingNode(server, options => options with { Grace = TimeSpan.FromMilliseconds(300) });
        await node.UntilAsync(() => node.Problems.Any(problem => problem.Message.Contains("does not answer", StringComparison.Ordinal)), "a finding");
        await node.UntilPrefixesAsync("/a/");
    }

    [Fact]
    public async Task A_watch_that_outlives_its_time_is_taken_for_dead()
    {
        await using var server = await ApiServer.StartAsync();
        await using var node = new WatchingNode(
            server, options => options with { WatchTime = TimeSpan.FromMilliseconds(200), Grace = TimeSpan.FromMilliseconds(300) });
        await node.Source.Complete.InTime();
        await node.UntilAsync(() => server.Count("watch", Mappings) >= 2, "a second watch");
        Assert.Equal(1, server.Count("list", Mappings));
    }

    [Fact]
    public async Task A_bookmark_moves_the_position_from_which_a_watch_is_resumed()
    {
        await using var server = await ApiServer.StartAsync();
        await using var node = new WatchingNode(server);
        var watch = await server.WatchOfAsync(Mappings);
        server.Store.Advance();
        var bookmark = server.Store.Advance().ToString(CultureInfo.InvariantCulture);
        await watch.SendAsync("BOOKMARK", new() { ["kind"] = "Mapping", ["metadata"] = new JsonObject { ["resourceVersion"] = bookmark } });
        watch.End();
        await node.UntilAsync(() => server.Count("watch", Mappings) == 2, "a second watch");
        Assert.Contains($"resourceVersion={bookmark}&", server.Requests.Last(request => request is { Kind: "watch", Plural: Mappings }).Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_that_come_again_after_a_reconnect_change_nothing()
    {
        await using var server = await ApiServer.StartAsync();
        await using var node = new WatchingNode(server);
        var watch = await server.WatchOfAsync(Mappings);
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/a/", "a"));
        server.Store.Put(Mappings, ApiObjects.Mapping("b", "/old/", "b"));
        var (a, old) = (server.Store.Find(Mappings, "default", "a")!, server.Store.Find(Mappings, "default", "b")!);
        server.Store.Delete(Mappings, "a");
        server.Store.Put(Mappings, ApiObjects.Mapping("b", "/new/", "b"));
        await node.UntilPrefixesAsync("/new/");

        // Another server of the same cluster, behind the first one: it sends the past once more, in its order and out of it.
        watch.End();
        await node.UntilAsync(() => server.Count("watch", Mappings) == 2, "a second watch");
        watch = await server.WatchOfAsync(Mappings);
        await watch.SendAsync("MODIFIED", old);
        await watch.SendAsync("ADDED", a);
        await watch.SendAsync("ADDED", a);
        server.Store.Put(Mappings, ApiObjects.Mapping("c", "/c/", "c"));
        await node.UntilPrefixesAsync("/c/ /new/");
    }

    [Fact]
    public async Task A_watch_that_ends_at_once_again_and_again_does_not_become_a_busy_loop()
    {
        await using var server = await ApiServer.StartAsync();
        for (var i = 0; i < 4; i++)
            server.Once("watch", Mappings, context => Task.CompletedTask);
        var clock = Stopwatch.StartNew();
        await using var node = new WatchingNode(server, options => options with { LongestWait = TimeSpan.FromSeconds(5) });
        await server.WatchOfAsync(Mappings);

        // 20 + 40 + 80 + 160 ms, each shortened by a quarter at most.
        Assert.True(clock.ElapsedMilliseconds >= 225, $"{clock.ElapsedMilliseconds} ms");
        Assert.Equal(1, server.Count("list", Mappings));
    }

    [Fact]
    public async Task A_kind_that_is_not_installed_is_a_notice_and_is_found_once_it_is()
    {
        await using var server = await ApiServer.StartAsync();
        server.Missing["shadowpolicies/v1"] = 0;
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/a/", "a"));
        server.Store.Put(Mappings, ApiObjects.Mapping("a-shadow", "/a/", "a-shadow", isShadow: true));
        server.Store.Put("shadowpolicies", ApiObjects.Policy("p", "a-shadow"));
        await using var node = new WatchingNode(server);
        await node.UntilPrefixesAsync("/a/");
        Assert.Equal("kubernetes-kind-missing", Assert.Single(node.Problems).Code);
        var generation = node.Routes.Current.Generation;

        server.Missing.Clear();
        await node.UntilAsync(() => node.Routes.Current.Generation != generation, "the policy");
        await node.UntilAsync(() => node.Problems.Count == 0, "the notice to end");
    }

    [Fact]
    public async Task Where_only_the_older_version_is_served_that_is_read()
    {
        await using var server = await ApiServer.StartAsync();
        server.Missing["mappings/v3alpha1"] = 0;
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/a/", "a", version: "v2"));
        await using var node = new WatchingNode(server);
        await node.UntilPrefixesAsync("/a/");
        Assert.Empty(node.Problems);
    }

    [Fact]
    public async Task Only_the_namespaces_given_are_read()
    {
        await using var server = await ApiServer.StartAsync();
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/a/", "a", space: "one"));
        server.Store.Put(Mappings, ApiObjects.Mapping("b", "/b/", "b", space: "two"));
        server.Store.Put(Mappings, ApiObjects.Mapping("c", "/c/", "c", space: "three"));
        await using var node = new WatchingNode(server, options => options with { Namespaces = ["one", "three"] });
        await node.UntilPrefixesAsync("/a/ /c/");
        Assert.DoesNotContain(server.Requests, request => request.Namespace is null);
    }

    [Fact]
    public async Task A_resource_that_becomes_invalid_stays_as_it_was_and_disturbs_no_other()
    {
        await using var server = await ApiServer.StartAsync();
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/a/", "a"));
        await using var node = new WatchingNode(server);
        await node.UntilPrefixesAsync("/a/");

        var broken = ApiObjects.Mapping("a", "/a/", "a");
        broken["spec"]!["prefix"] = 7;
        server.Store.Put(Mappings, broken);
        server.Store.Put(Mappings, ApiObjects.Mapping("b", "/b/", "b"));
        await node.UntilPrefixesAsync("/a/ /b/");
        await node.UntilAsync(() => node.Routes.Current.Findings.Any(finding => finding.Code == "wrong-type"), "the finding");
        Assert.All(
            node.Routes.Current.Findings.Where(finding => finding.Code is "wrong-type" or "previous-kept"),
            finding => Assert.Equal("kubernetes:Mapping/default/a", finding.File));

        server.Store.Delete(Mappings, "a");
        await node.UntilPrefixesAsync("/b/");
    }

    [Fact]
    public async Task Events_of_unknown_types_and_objects_without_a_name_are_passed_over()
    {
        await using var server = await ApiServer.StartAsync();
        await using var node = new WatchingNode(server);
        var watch = await server.WatchOfAsync(Mappings);
        await watch.SendRawAsync("""{"type":"INVENTED","object":{"metadata":{"name":"x"}}}""" + "\n\n");
        await watch.SendRawAsync("""{"type":"ADDED","object":{"metadata":{}}}""" + "\n");
        server.Store.Put(Mappings, ApiObjects.Mapping("a", "/a/", "a"));
        await node.UntilPrefixesAsync("/a/");
        Assert.Equal(1, server.Count("watch", Mappings));
    }

    [Fact]
    public async Task A_status_and_managed_fields_are_no_change()
    {
        await using var server = await ApiServer.StartAsync();
        var mapping = ApiObjects.Mapping("a", "/a/", "a");
        server.Store.Put(Mappings, mapping);
        await using var node = new WatchingNode(server);
        await node.UntilPrefixesAsync("/a/");
        var table = node.Routes.Current;

        mapping["status"] = new JsonObject { ["state"] = "Running" };
        var version = node.Source.Mappings.Version;
        server.Store.Put(Mappings, mapping);
        await node.UntilAsync(() => node.Source.Mappings.Version > version, "the change");
        await node.UntilAsync(() => true, "a look at it");
        Assert.Same(table, node.Routes.Current);
    }

    [Theory]
    [InlineData("<&> \" \\ / \u00e9 \u2028 \U0001F600 #: - {a}")]
    [InlineData("no")]
    [InlineData("0x1")]
    public async Task Text_arrives_as_it_was_written(string value)
    {
        await using var server = await ApiServer.StartAsync();
        var mapping = ApiObjects.Mapping("a", "/a/", "a");
        mapping["spec"]!["add_request_headers"] = new JsonObject { ["x-text"] = new JsonObject { ["value"] = value } };
        server.Store.Put(Mappings, mapping);
        await using var node = new WatchingNode(server);
        await node.UntilPrefixesAsync("/a/");
        Assert.Equal(value, node.Routes.Current.Groups[0].Productions[0].RequestHeaders.Single(header => header.Name == "x-text").Value);
    }
}
