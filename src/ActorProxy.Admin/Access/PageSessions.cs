using System.Security.Cryptography;

namespace ActorProxy.Admin.Access;

/// <summary>Browsers that have shown the token: each gets a number that nobody guesses, as a cookie. They end with the process.</summary>
internal sealed class PageSessions(AdminToken? token, TimeProvider time)
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "actorproxy-session";

    /// <summary>How long a session lasts: a day's work.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private const int Most = 1000;

    private readonly Lock _sync = new();
    private readonly Dictionary<string, long> _begun = [];

    /// <summary>Begins a session; null when what was shown is not the token.</summary>
    public string? Begin(string shown)
    {
        if (token?.Is(shown) != true)
            return null;

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        lock (_sync)
        {
            foreach (var (old, begun) in _begun.ToList())
            {
                if (!Lasts(begun)) _begun.Remove(old);
            }

            if (_begun.Count >= Most) _begun.Remove(_begun.MinBy(session => session.Value).Key);
            _begun.Add(id, time.GetTimestamp());
        }

        return id;
    }

    /// <summary>Whether a session of that number goes on.</summary>
    public bool IsOpen(string? id)
    {
        if (id is null) return false;
        lock (_sync) return _begun.TryGetValue(id, out var begun) && Lasts(begun);
    }

    /// <summary>Ends a session.</summary>
    public void End(string? id)
    {
        if (id is null) return;
        lock (_sync) _begun.Remove(id);
    }

    private bool Lasts(long begun) => time.GetElapsedTime(begun) < Lifetime;
}
