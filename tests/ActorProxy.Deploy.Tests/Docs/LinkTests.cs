using System.Text.RegularExpressions;
using ActorProxy.Deploy.Tests.Support;

namespace ActorProxy.Deploy.Tests.Docs;

public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Repository.Files("deploy/docs", "*.md"), "README.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading_that_exist(string page)
    {
        var folder = Path.GetDirectoryName(page)!;
        var links = Link().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal));
        foreach (var link in links)
        {
            var (path, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
            var target = path == "" ? page : Path.Combine(folder, path);
            var full = Path.Combine(Repository.Root, target);
            Assert.True(File.Exists(full) || Directory.Exists(full), $"{page}: {link}");
            if (anchor is not null)
                Assert.True(Anchors(Repository.Read(target)).Contains(anchor), $"{page}: {link}");
        }
    }

    [Fact]
    public void Every_guide_is_linked_from_the_README()
    {
        var readme = Repository.Read("README.md");
        Assert.All(Repository.Files("deploy/docs", "*.md"), page => Assert.Contains($"]({page})", readme, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Anchors(string text) =>
        Heading().Matches(text).Select(match => NotInAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchor();
}
