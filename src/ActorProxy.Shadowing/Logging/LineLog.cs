using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Shadowing.Logging;

/// <summary>
/// A file (or standard output) that lines are added to without ever waiting for it: a bounded number of them waits to be written, and what comes
/// beyond is dropped and counted.
/// </summary>
public sealed class LineLog : IAsyncDisposable
{
    /// <summary>As a path: standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>Lines that may wait to be written.</summary>
    internal const int MostWaiting = 8192;

    private const int BufferBytes = 64 * 1024;

    private readonly Channel<byte[]> _lines =
        Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly string _path;
    private readonly ILogger _log;
    private readonly Task _writing;
    private Stream _stream;
    private volatile bool _reopen;
    private bool _failed;
    private long _written;
    private long _dropped;

    internal LineLog(string path, Stream stream, ILogger log)
    {
        (_path, _stream, _log) = (path, stream, log);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Lines written.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Lines dropped, because the file did not keep up or could not be written.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Opens a file at its end, or makes it.</summary>
    /// <param name="path">The file, or <see cref="StandardOutput"/>.</param>
    /// <param name="log">Gets a warning when it cannot be written any more.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be opened.</exception>
    public static LineLog Open(string path, ILogger log) => new(path, OpenStream(path), log);

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line, with its end; the caller's no longer.</param>
    /// <returns>False when it was dropped.</returns>
    public bool TryAdd(byte[] line)
    {
        if (_lines.Writer.TryWrite(line)) return true;
        Interlocked.Increment(ref _dropped);
        return false;
    }

    /// <summary>Opens the file anew before the next line: it was moved away.</summary>
    public void Reopen() => _reopen = true;

    /// <summary>Writes what waits, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        while (await _lines.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var lines = 0;
            try
            {
                if (_reopen || _failed) OpenAgain();
                while (_lines.Reader.TryRead(out var line))
                {
                    lines++;
                    _stream.Write(line);
                }

                _stream.Flush();
                Interlocked.Add(ref _written, lines);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Fail(e, lines);
            }
        }

        Close();
    }

    private void OpenAgain()
    {
        _reopen = false;
        Close();
        _stream = OpenStream(_path);
        _failed = false;
    }

    // Nobody knows how many of them got into the file; they count as lost. Those that wait are lost as well, or opening would be tried for each.
    private void Fail(Exception e, int lines)
    {
        while (_lines.Reader.TryRead(out _)) lines++;
        Interlocked.Add(ref _dropped, lines);
        if (!_failed) _log.LogWarning(e, "{Path} cannot be written; lines are dropped until it can", _path);
        _failed = true;
    }

    private void Close()
    {
        try
        {
            _stream.Dispose();
        }
        catch (IOException e)
        {
            _log.LogWarning(e, "{Path} could not be written to its end", _path);
        }
    }

    private static Stream OpenStream(string path) => path == StandardOutput
        ? new BufferedStream(Console.OpenStandardOutput(), BufferBytes)
        : new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, BufferBytes);
}
