namespace ActorProxy.Kubernetes.Tests.Support;

/// <summary>How long a test waits for what must happen.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static Task InTime(this Task task) => task.WaitAsync(Limit);

    /// <summary>Waits until a condition holds that nothing announces.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"In vain: {what}");
            await timer.WaitForNextTickAsync();
        }
    }
}
