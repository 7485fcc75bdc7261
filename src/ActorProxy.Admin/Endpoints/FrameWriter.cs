using System.Text.Json;
using ActorProxy.Admin.Api;
using ActorProxy.Admin.Palettes.Abstractions;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Admin.Endpoints;

/// <summary>Writes the answer of a command as NDJSON: a frame per line, each sent at once, long texts cut into several.</summary>
internal sealed class FrameWriter(HttpResponse response)
{
    public const string Failed = "failed";
    public const string Undecided = "undecided";
    public const string Usage = "usage";
    public const string Unavailable = "unavailable";
    public const string Stopping = "stopping";

    /// <summary>Longest text of one frame, in characters; at most six bytes each as JSON, so a client can bound its lines.</summary>
    private const int LongestText = 32 * 1024;

    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    /// <summary>Whether the last frame was written.</summary>
    public bool Ended { get; private set; }

    public async Task WriteAsync(CommandResponse answer, CancellationToken cancellationToken)
    {
        var text = ReferenceEquals(answer, CommandResponse.Empty) ? null : answer.Text;
        var error = answer is ErroredCommandResponse errored ? errored.IsUndecided ? Undecided : Failed : null;
        await WriteAsync(text, answer.Final, error, cancellationToken).ConfigureAwait(false);
    }

    public Task FailAsync(string error, string text, CancellationToken cancellationToken) => WriteAsync(text, true, error, cancellationToken);

    private async Task WriteAsync(string? text, bool final, string? error, CancellationToken cancellationToken)
    {
        if (!response.HasStarted)
        {
            response.ContentType = "application/x-ndjson; charset=utf-8";
            response.Headers.CacheControl = "no-store";
        }

        while (text is { Length: > LongestText })
        {
            var cut = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
            await WriteLineAsync(new CommandFrame(text[..cut], Partial: true, Final: false, error), cancellationToken).ConfigureAwait(false);
            text = text[cut..];
        }

        Ended = final;
        await WriteLineAsync(new CommandFrame(text, Partial: false, final, error), cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteLineAsync(CommandFrame frame, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(response.Body, frame, AdminJsonContext.Plain.CommandFrame, cancellationToken).ConfigureAwait(false);
        await response.Body.WriteAsync(LineFeed, cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
