using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ActorProxy.Diagnostics.Tests.Support;

/// <summary>Runs axe-core on what the browser shows.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Fails with all that was found, minor things included.</summary>
    public static async Task AssertNothingFoundAsync(IPage page)
    {
        await page.EvaluateAsync(Script);
        var violations = await page.EvaluateAsync<string>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
                .flatMap(rule => rule.nodes.map(node => `${rule.impact} ${rule.id}: ${node.target} ${node.failureSummary}`)).join('\n')
            """);
        Assert.True(violations.Length == 0, $"{page.Url}\n{violations}");
    }
}
