using ActorProxy.Shadowing.Dispatching;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class LaneQueueTests
{
    private readonly LaneQueue _queue = new();

    [Fact]
    public void TryDequeue_ofCopiesWithoutAKey_givesThemInOrder_howeverManyAreUnderWay()
    {
        for (var i = 0; i < 3; i++) _queue.Enqueue(Copy(i));

        Assert.Equal([0, 1, 2], TakeAllThatMayGo().Select(c => c.Position));
        Assert.Equal((0, 0L), (_queue.Count, _queue.Bytes));
    }

    [Fact]
    public void TryDequeue_ofAKeyThatIsUnderWay_waits_whileOthersPass()
    {
        _queue.Enqueue(Copy(0, key: 7));
        _queue.Enqueue(Copy(1, key: 7));
        _queue.Enqueue(Copy(2, key: 9));
        _queue.Enqueue(Copy(3, key: 7));

        var first = TakeAllThatMayGo();
        Assert.Equal([0, 2], first.Select(c => c.Position));
        Assert.Equal((2, 20L), (_queue.Count, _queue.Bytes));

        _queue.Finished(first[0]);
        var second = TakeAllThatMayGo();
        Assert.Equal([1], second.Select(c => c.Position));

        _queue.Finished(second[0]);
        Assert.Equal([3], TakeAllThatMayGo().Select(c => c.Position));
    }

    [Fact]
    public void Finished_ofAKeyThatNobodyWaitsFor_letsTheNextOneGoAtOnce()
    {
        _queue.Enqueue(Copy(0, key: 7));
        _queue.Finished(Assert.Single(TakeAllThatMayGo()));
        _queue.Enqueue(Copy(1, key: 7));

        Assert.Equal([1], TakeAllThatMayGo().Select(c => c.Position));
    }

    [Fact]
    public void TakeAll_givesAlsoThoseThatWaitForTheirKey_inOrder()
    {
        _queue.Enqueue(Copy(0, key: 7));
        _queue.Enqueue(Copy(1, key: 7));
        _queue.Enqueue(Copy(2, key: 7));
        Assert.True(_queue.TryDequeue(out var underWay));
        Assert.False(_queue.TryDequeue(out _));
        _queue.Enqueue(Copy(3, key: 7));

        Assert.Equal([1, 2, 3], _queue.TakeAll().Select(c => c.Position));
        _queue.Finished(underWay);
        Assert.Equal((0, 0L, false), (_queue.Count, _queue.Bytes, _queue.TryDequeue(out _)));
    }

    private List<QueuedCopy> TakeAllThatMayGo()
    {
        var taken = new List<QueuedCopy>();
        while (_queue.TryDequeue(out var copy)) taken.Add(copy);
        return taken;
    }

    private static QueuedCopy Copy(int position, ulong key = 0) => new(new byte[10], new BatchOrigin("path", 1, 1), position, key);
}
