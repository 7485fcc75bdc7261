using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Loading;
using ActorProxy.Mappings.Tests.Support;

namespace ActorProxy.Mappings.Tests.Loading;

public sealed class MappingLoaderTests
{
    private readonly MappingLoader _loader = new();

    [Fact]
    public void A_resource_that_becomes_invalid_keeps_its_previous_version()
    {
        _loader.Load([new("f", Tables.Mapping("a", "/a/") + Tables.Mapping("b", "/b/"))]);
        var table = _loader.Load([new("f", Tables.Mapping("a", "/a/", "weight: x") + Tables.Mapping("b", "/new/"))]);

        Assert.Equal(("a", "b", null), (table.Route(new("/a/")), table.Route(new("/new/")), table.Route(new("/b/"))));
        Assert.Equal("a.default", table.Single(FindingCodes.PreviousKept).Resource);
        Assert.Equal("a.default", table.Single(FindingCodes.WrongType).Resource);
    }

    [Fact]
    public void A_file_that_breaks_keeps_what_is_not_in_its_good_part()
    {
        _loader.Load([new("f", Tables.Mapping("a", "/a/") + Tables.Mapping("b", "/b/"))]);
        var table = _loader.Load([new("f", Tables.Mapping("a", "/new/") + "---\n{")]);

        Assert.Equal(("a", "b", null), (table.Route(new("/new/")), table.Route(new("/b/")), table.Route(new("/a/"))));
        Assert.Equal("b.default", table.Single(FindingCodes.PreviousKept).Resource);
    }

    [Fact]
    public void What_was_kept_stays_until_the_file_is_whole_again()
    {
        _loader.Load([new("f", Tables.Mapping("a", "/a/"))]);
        _loader.Load([new("f", "{")]);
        var still = _loader.Load([new("f", "{ ")]);
        var whole = _loader.Load([new("f", Tables.Mapping("b", "/b/"))]);

        Assert.Equal("a", still.Route(new("/a/")));
        Assert.Equal((null, "b"), (whole.Route(new("/a/")), whole.Route(new("/b/"))));
        Assert.Empty(whole.Findings);
    }

    [Fact]
    public void A_file_that_cannot_be_read_stays_in_force_and_one_that_is_gone_does_not()
    {
        var problem = new Finding(Severity.Error, FindingCodes.UnreadableFile, "", "no");
        _loader.Load([new("f", Tables.Mapping("a", "/a/"))]);

        Assert.Equal("a", _loader.Load([new MappingSource("f", "") { Problem = problem }]).Route(new("/a/")));
        Assert.Null(_loader.Load([]).Route(new("/a/")));
    }

    [Theory]
    [InlineData("d")]
    [InlineData("d/")]
    public void A_directory_that_cannot_be_listed_keeps_what_was_read_of_it(string directory)
    {
        var unlisted = new MappingSource(directory, "") { Problem = new Finding(Severity.Error, FindingCodes.UnreadableFile, "", "no", directory) };
        MappingSource[] all = [new("d/f", Tables.Mapping("a", "/a/")), new("d/sub/g", Tables.Mapping("b", "/b/")), new("dd/h", Tables.Mapping("c", "/c/"))];
        _loader.Load(all);
        _loader.Load([unlisted, all[2]]);
        var still = _loader.Load([unlisted]);
        var listed = _loader.Load(all[1..]);

        Assert.Equal(("a", "b", null), (still.Route(new("/a/")), still.Route(new("/b/")), still.Route(new("/c/"))));
        Assert.Equal(["a.default", "b.default"], still.Findings.Where(f => f.Code == FindingCodes.PreviousKept).Select(f => f.Resource).Order());
        Assert.Equal((null, "b"), (listed.Route(new("/a/")), listed.Route(new("/b/"))));
        Assert.Empty(listed.Findings);
    }

    [Fact]
    public void A_resource_taken_out_of_a_good_file_is_gone()
    {
        _loader.Load([new("f", Tables.Mapping("a", "/a/") + Tables.Mapping("b", "/b/"))]);

        Assert.Null(_loader.Load([new("f", Tables.Mapping("b", "/b/"))]).Route(new("/a/")));
    }

    [Fact]
    public void Of_two_resources_with_one_name_the_first_counts_and_the_second_is_an_error()
    {
        var table = _loader.Load([new("f", Tables.Mapping("a", "/1/")), new("g", Tables.Mapping("a", "/2/"))]);

        Assert.Equal(("a", null), (table.Route(new("/1/")), table.Route(new("/2/"))));
        Assert.Equal("g", table.Single(FindingCodes.DuplicateName).File);
    }

    [Fact]
    public void A_resource_may_move_to_another_file_while_its_old_one_is_broken()
    {
        _loader.Load([new("f", Tables.Mapping("a", "/1/"))]);
        var table = _loader.Load([new("f", "{"), new("g", Tables.Mapping("a", "/2/"))]);

        Assert.Equal((null, "a"), (table.Route(new("/1/")), table.Route(new("/2/"))));
    }

    [Fact]
    public void Namespace_and_ambassador_id_are_settings()
    {
        var loader = new MappingLoader(new MappingLoaderOptions { Namespace = "prod", AmbassadorId = "edge" });
        var table = loader.Load([new("f", Tables.Mapping("a", "/a/", "ambassador_id: [edge]") + Tables.Mapping("b", "/b/"))]);

        Assert.Equal(["a"], table.Groups.Select(group => group.Productions[0].Name));
        Assert.Equal("a", table.Groups[0].Productions[0].Service.Host);
    }

    [Fact]
    public void Ten_thousand_Mappings_load_in_a_moment_and_reload_faster()
    {
        var files = Enumerable.Range(0, 100)
            .Select(file => new MappingSource($"f{file}", string.Concat(Enumerable.Range(0, 100).Select(i => Tables.Mapping($"m{file}-{i}", $"/svc/{file}/{i}/")))))
            .ToList();
        _loader.Load(files);

        files[7] = new MappingSource("f7", files[7].Text.Replace("/svc/7/", "/moved/", StringComparison.Ordinal));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var table = _loader.Load(files);

        Assert.Equal(10_000, table.Groups.Count);
        Assert.Equal("m7-3", table.Route(new("/moved/3/x")));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"took {watch.Elapsed}");
    }
}
