using ActorProxy.Mappings.Loading;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Shadowing.Tls;

/// <summary>
/// The certificates of a listener, read again when their files change. A new file that cannot be used is reported and changes nothing;
/// connections that are open stay open.
/// </summary>
public sealed class ReloadingCertificates : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Slot[] _slots;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private volatile OwnCertificate[] _current;
    private int _isLooking;

    /// <summary>Reads the certificates.</summary>
    /// <param name="files">Where they are, one at least; the first is shown to clients that ask for a name of none.</param>
    /// <param name="log">Gets a line for each that is renewed, and for each that cannot be used.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="CertificateException">One cannot be used.</exception>
    public ReloadingCertificates(IReadOnlyList<CertificateFiles> files, ILogger log, TimeProvider time)
    {
        (_log, _time) = (log, time);
        _slots = [.. files.Select(f => new Slot(f))];
        _current = [.. files.Select(OwnCertificate.Load)];
        foreach (var (slot, certificate) in _slots.Zip(_current)) WarnIfExpired(slot.Files, certificate);
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    /// <summary>The certificate for a name that a client asks for.</summary>
    /// <param name="serverName">The name; null or empty when it asks for none.</param>
    public OwnCertificate Select(string? serverName)
    {
        var current = _current;
        if (string.IsNullOrEmpty(serverName) || current.Length == 1) return current[0];
        return Array.Find(current, c => c.IsFor(serverName)) ?? current[0];
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        // A disk that hangs holds up one look, not one more each second.
        if (Interlocked.Exchange(ref _isLooking, 1) == 1) return;
        try
        {
            for (var i = 0; i < _slots.Length; i++)
            {
                var stamp = ContentStamp.Of(_slots[i].Files.Paths);
                if (stamp == _slots[i].Stamp) continue;
                _slots[i].Stamp = stamp;
                Reload(i);
            }
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    private void Reload(int index)
    {
        var files = _slots[index].Files;
        try
        {
            var next = OwnCertificate.Load(files);
            if (next.HasExpired(_time) && !_current[index].HasExpired(_time))
                throw new CertificateException($"the certificate {files} has expired at {next.Leaf.NotAfter.ToUniversalTime():u}");

            OwnCertificate[] all = [.. _current];
            all[index] = next;
            _current = all;
            WarnIfExpired(files, next);
            _log.LogInformation(
                "The certificate {Files} was read again: {Subject}, valid until {End:u}", files, next.Leaf.Subject, next.Leaf.NotAfter.ToUniversalTime());
        }
        catch (CertificateException e)
        {
            _log.LogError("{Problem}; the one before it stays in force", e.Message);
        }
    }

    private void WarnIfExpired(CertificateFiles files, OwnCertificate certificate)
    {
        if (certificate.HasExpired(_time))
            _log.LogWarning("The certificate {Files} has expired at {End:u}; clients will refuse it", files, certificate.Leaf.NotAfter.ToUniversalTime());
    }

    private sealed class Slot(CertificateFiles files)
    {
        public CertificateFiles Files => files;

        public string Stamp { get; set; } = ContentStamp.Of(files.Paths);
    }
}
