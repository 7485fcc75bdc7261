using ActorProxy.Mappings.Findings;
using ActorProxy.Mappings.Matching;
using ActorProxy.Mappings.Routing;
using ActorProxy.Mappings.Routing.Policies;

namespace ActorProxy.Mappings.Reading;

/// <summary>Reads <c>host_redirect</c> and what goes with it.</summary>
internal static class RedirectReader
{
    private static readonly string[] PathFields = ["path_redirect", "prefix_redirect", "regex_redirect"];

    /// <summary>Reads it; null when the Mapping is no redirect.</summary>
    /// <param name="spec">The Mapping's fields.</param>
    /// <param name="service">Where it points: the host to go to.</param>
    /// <param name="pattern">What it matches; null when that is invalid.</param>
    /// <param name="isShadow">Whether it is a shadow, which cannot redirect.</param>
    public static Redirect? Read(FieldReader spec, ServiceTarget service, PathPattern? pattern, bool isShadow)
    {
        var isRedirect = spec.Flag("host_redirect") ?? false;
        var path = spec.Text("path_redirect");
        var prefix = spec.Text("prefix_redirect");
        var regex = RegexRewriteReader.Read(spec, "regex_redirect");
        var code = StatusCode(spec);
        if (!isRedirect)
        {
            ReportWithoutEffect(spec);
            return null;
        }

        if (isShadow)
        {
            spec.Log.Error(
                FindingCodes.ShadowRedirect,
                "At most one of host_redirect and shadow may be set; ignoring host_redirect",
                spec.LineOf("host_redirect"),
                "spec.host_redirect");
            return null;
        }

        ReportExclusions(spec);
        if (pattern is null)
            return null;

        return new Redirect
        {
            StatusCode = code,
            Scheme = spec.Text("service")?.Contains("://", StringComparison.Ordinal) == true ? service.Scheme : null,
            Host = service.HasExplicitPort ? $"{service.Host}:{service.Port}" : service.Host,
            Path = path is not null ? PathRewrite.Whole(path)
                : prefix is not null ? PathRewrite.Matched(pattern, prefix)
                : regex is not null ? PathRewrite.Regex(regex)
                : PathRewrite.None,
        };
    }

    private static int StatusCode(FieldReader spec)
    {
        var code = spec.Integer("redirect_response_code");
        if (code is null or 301 or 302 or 303 or 307 or 308)
            return code ?? 301;

        spec.Log.Error(
            FindingCodes.InvalidValue,
            $"Unknown redirect_response_code={code}, must be one of [301, 302, 303, 307, 308]. Using default redirect_response_code=301",
            spec.LineOf("redirect_response_code"),
            "spec.redirect_response_code");
        return 301;
    }

    private static void ReportExclusions(FieldReader spec)
    {
        var given = PathFields.Where(spec.Has).ToList();
        foreach (var other in given.Skip(1))
        {
            spec.Log.Error(
                FindingCodes.RedirectConflict,
                $"Cannot specify both {given[0]} and {other}. Using {given[0]} and ignoring {other}.",
                spec.LineOf(other),
                $"spec.{other}");
        }
    }

    private static void ReportWithoutEffect(FieldReader spec)
    {
        foreach (var field in PathFields.Append("redirect_response_code").Where(spec.Has))
            spec.Log.Warning(
                FindingCodes.NoEffect,
                $"spec.{field} has no effect without host_redirect",
                spec.LineOf(field),
                $"spec.{field}");
    }
}
