using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ActorProxy.Admin.Palettes.Abstractions;

namespace ActorProxy.Admin.Palettes.Hosting;

/// <summary>The answer of a command on its way from the session to the client, bounded by the text that the client has not read yet.</summary>
internal sealed class AnswerQueue
{
    /// <summary>Most text unread, in characters, before the next piece is refused. A single piece may be larger.</summary>
    public const long MostUnread = 4 * 1024 * 1024;

    /// <summary>What a piece costs besides its text, in characters.</summary>
    private const int Overhead = 64;

    private readonly Channel<CommandResponse> _pieces = Channel.CreateUnbounded<CommandResponse>(new UnboundedChannelOptions { SingleReader = true });
    private long _unread;

    /// <summary>Adds a piece.</summary>
    /// <returns>False when the client reads too slowly, or the answer has ended.</returns>
    public bool TryWrite(CommandResponse piece)
    {
        if (Interlocked.Read(ref _unread) > MostUnread)
            return false;

        Interlocked.Add(ref _unread, Cost(piece));
        return _pieces.Writer.TryWrite(piece);
    }

    /// <summary>Ends the answer; the reader gets what was written before, then the failure if there is one.</summary>
    public void Complete(Exception? failure = null) => _pieces.Writer.TryComplete(failure);

    /// <summary>Reads the answer to its end.</summary>
    public async IAsyncEnumerable<CommandResponse> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in _pieces.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return piece;
            Interlocked.Add(ref _unread, -Cost(piece));
        }
    }

    private static int Cost(CommandResponse piece) => piece.Text.Length + Overhead;
}
