namespace ActorProxy.Mappings.Shadows;

/// <summary>Looks up cookies in a <c>Cookie</c> header.</summary>
internal static class CookieText
{
    /// <summary>Finds a cookie that is not empty; the first of several counts.</summary>
    public static bool TryFind(string cookies, string name, out ReadOnlySpan<char> value)
    {
        // Several Cookie headers arrive joined by commas, as HTTP/2 splits them by cookie.
        foreach (var range in cookies.AsSpan().SplitAny(';', ','))
        {
            var cookie = cookies.AsSpan()[range].Trim();
            if (cookie.Length > name.Length + 1 && cookie[name.Length] == '=' && cookie.StartsWith(name))
            {
                value = cookie[(name.Length + 1)..];
                return true;
            }
        }

        value = [];
        return false;
    }
}
