using System.Globalization;
using System.Text;
using ActorProxy.Admin.Api;

namespace ActorProxy.Admin.Palettes.Mappings;

/// <summary>The answer of <c>mapping test</c> for people.</summary>
internal static class RouteTestText
{
    public static string Of(RouteTestResponse test)
    {
        var text = new StringBuilder($"{test.Method} {test.Host}{test.Path}{test.Query}");
        foreach (var route in test.Routes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nroute {route.Index}: {route.Route}");
            if (route.Answer is { } answer)
                text.Append(CultureInfo.InvariantCulture, $"\n  answered by the proxy: {answer}");
            foreach (var production in route.Productions)
                Append(text, production);
        }

        if (test.UnmatchedShare > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n{(test.Routes.Count == 0 ? "no route takes it" : Figures.Percent(test.UnmatchedShare) + " of such requests are taken by no route")}: 404");
        if (test.PassedOver.Count > 0)
            text.Append("\npassed over:");
        foreach (var passed in test.PassedOver)
            text.Append(CultureInfo.InvariantCulture, $"\n  route {passed.Index}: {passed.Route}: {passed.Reason}");
        return text.ToString();
    }

    private static void Append(StringBuilder text, TakenProductionResponse production)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n  {production.Name} ({Figures.Percent(production.Share)}) at {production.Service} gets {production.SentPath} with Host {production.SentHost}");
        foreach (var shadow in production.Shadows)
        {
            var share = shadow.NotCopied is { } reason ? $"never: {reason}" : Figures.Percent(shadow.Weight);
            text.Append(CultureInfo.InvariantCulture, $"\n    copied to {shadow.Name} ({share}) at {shadow.Service} with Host {shadow.SentHost}");
        }
    }
}
