namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>A shadow that answers each request when the test says so.</summary>
internal sealed class PacedShadow : IAsyncDisposable
{
    private readonly SemaphoreSlim _replies = new(0);
    private readonly RawShadow _shadow;

    public PacedShadow() => _shadow = RawShadow.Serving(async (self, stream) =>
    {
        while (await self.ReadRequestAsync(stream))
        {
            await _replies.WaitAsync();
            await RawShadow.SendAsync(stream, "HTTP/1.1 204 No Content\r\n\r\n");
        }
    });

    public int Port => _shadow.Port;

    /// <summary>Requests that have come.</summary>
    public int Arrived => _shadow.Requests.Count;

    /// <summary>The paths of the requests that have come, in order.</summary>
    public IEnumerable<string> Paths => _shadow.Requests.Select(r => r.Head[0].Split(' ')[1]);

    /// <summary>The heads of the requests that have come, in order.</summary>
    public IEnumerable<string[]> Heads => _shadow.Requests.Select(r => r.Head);

    public void Answer(int requests = 1) => _replies.Release(requests);

    public async ValueTask DisposeAsync()
    {
        _replies.Release(100_000);
        await _shadow.DisposeAsync();
    }
}
