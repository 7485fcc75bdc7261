using Spectre.Console;

namespace ActorProxy.Node.Demo.View;

/// <summary>Shows tables that redraw themselves.</summary>
internal sealed class TerminalScreen(IAnsiConsole console) : DemoScreen(console)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public override Task WaitAsync(Func<Action<string>, Task> work) =>
        Console.Status().StartAsync("Starting", status => work(text => status.Status(Markup.Escape(text))));

    /// <inheritdoc/>
    public override Task WatchAsync(Func<CancellationToken, Task<DemoSnapshot>> read, DemoLayout layout, CancellationToken cancellation) =>
        Console.Live(new Text(string.Empty)).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Bottom).StartAsync(async live =>
        {
            using var timer = new PeriodicTimer(Interval);
            try
            {
                do
                {
                    live.UpdateTarget(DemoTables.Live(await read(cancellation).ConfigureAwait(false), layout));
                    live.Refresh();
                }
                while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                live.Refresh();
            }
        });
}
