using System.Diagnostics;

namespace ActorProxy.Testing;

/// <summary>Waits for conditions instead of for time to pass.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads until what was read satisfies the condition, and returns it.</summary>
    /// <param name="read">Reads the state. Exceptions of the network count as "not yet".</param>
    /// <param name="condition">Whether the state is as it should be.</param>
    /// <param name="deadline">How long it may take.</param>
    /// <param name="because">What was to become true; part of the failure message.</param>
    public static async Task<T> Async<T>(Func<Task<T>> read, Func<T, bool> condition, TimeSpan deadline, string because)
    {
        var start = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        var last = "nothing was read";
        do
        {
            try
            {
                var state = await read();
                if (condition(state))
                    return state;
                last = $"last seen: {state}";
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                last = $"last error: {exception.Message}";
            }
        }
        while (Stopwatch.GetElapsedTime(start) < deadline && await timer.WaitForNextTickAsync());

        throw new TimeoutException($"Not within {deadline.TotalSeconds} s: {because}; {last}");
    }

    /// <summary>Waits until the condition holds.</summary>
    public static Task Async(Func<bool> condition, TimeSpan deadline, string because) =>
        Async(() => Task.FromResult(condition()), holds => holds, deadline, because);

    /// <summary>Waits until the condition holds.</summary>
    public static Task Async(Func<Task<bool>> condition, TimeSpan deadline, string because) =>
        Async(condition, holds => holds, deadline, because);
}
