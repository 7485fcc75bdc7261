namespace ActorProxy.Shadowing.Tests.Support;

/// <summary>How long a test waits for what must happen.</summary>
internal static class Deadline
{
    /// <summary>Far more than anything takes: what is late on a busy machine is not wrong.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task InTime(this Task task) => task.WaitAsync(Limit);

    /// <summary>Waits until a condition holds that nothing announces.</summary>
    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string)"/>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"In vain: {what}");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Checks that a condition goes on holding for a while.</summary>
    public static async Task StaysAsync(Func<bool> condition, TimeSpan howLong, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var limit = new CancellationTokenSource(howLong);
        while (!limit.IsCancellationRequested)
        {
            Assert.True(condition(), $"No longer: {what}");
            await timer.WaitForNextTickAsync();
        }
    }
}
