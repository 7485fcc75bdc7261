namespace ActorProxy.Pbm.Output;

/// <summary>Shows on a terminal that an answer is awaited, once that takes longer than a moment; disposing it wipes it away.</summary>
internal sealed class WaitingSign : IDisposable
{
    private const string Wipe = "\r\e[K";
    private const string Turns = "|/-\\";

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    private readonly Lock _sync = new();
    private readonly TextWriter _output;
    private readonly string _what;
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly Timer _timer;
    private int _turn;
    private bool _done;

    private WaitingSign(TextWriter output, string what)
    {
        (_output, _what) = (output, what);
        _timer = new Timer(_ => Show(), null, Moment, Interval);
    }

    /// <summary>Starts one where somebody can see it.</summary>
    /// <returns>The sign, or null where there is no terminal.</returns>
    public static WaitingSign? Start(OutputStyle style, TextWriter output, string what) => style.IsTerminal ? new WaitingSign(output, what) : null;

    public void Dispose()
    {
        lock (_sync)
        {
            if (_turn > 0 && !_done)
                _output.Write(Wipe);
            _done = true;
        }

        _timer.Dispose();
    }

    private void Show()
    {
        lock (_sync)
        {
            if (_done)
                return;

            var seconds = (int)TimeProvider.System.GetElapsedTime(_started).TotalSeconds;
            _output.Write($"{Wipe}{Turns[_turn++ % Turns.Length]} {_what}, {seconds} s (Ctrl-C gives up)");
            _output.Flush();
        }
    }
}
