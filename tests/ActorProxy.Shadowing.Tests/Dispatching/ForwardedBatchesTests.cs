using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class ForwardedBatchesTests
{
    private static readonly BatchOrigin Origin = new("akka://edge/user/settlements", 7, 9);

    [Property]
    public void From_anyCopies_carriesThemAllInOrder(int[] sizes)
    {
        var copies = sizes.Select((size, i) => Copy((int)((uint)size % 30_000), i)).ToArray();

        var batches = ForwardedBatches.From("m", 3, Origin, 77, copies).ToArray();

        Assert.All(batches, AssertForwarded);
        Assert.All(batches, batch => Assert.InRange(batch.Copies.Length, 1, CopyBatch.MaxBytes + 8));
        Assert.Equal(copies.Select(c => c.ToArray()), batches.SelectMany(batch => CopyBatch.Split(batch.Copies)).Select(c => c.ToArray()));
        Assert.All(batches, batch => Assert.Equal(batch.Count, CopyBatch.Split(batch.Copies).Count));
    }

    [Theory]
    [InlineData(CopyBatch.MaxBytes - 8)]
    [InlineData(CopyBatch.MaxBytes)]
    [InlineData(CopyBatch.MaxBytes + 1)]
    [InlineData(3 * CopyBatch.MaxBytes)]
    public void From_copiesOfTheSizeOfABatch_arriveWhole(int size)
    {
        ReadOnlyMemory<byte>[] copies = [Copy(100, 0), Copy(size, 1), Copy(100, 2)];

        var batches = ForwardedBatches.From("m", 3, Origin, 77, copies).ToArray();

        Assert.All(batches, AssertForwarded);
        Assert.Equal(3, batches.Where(b => b.Part is null or { Index: 0 }).Sum(b => b.Count));
        Assert.All(batches, batch => Assert.InRange(batch.Copies.Length, 1, CopyBatch.MaxBytes + 8));
        var assembler = new PartAssembler(new FakeTimeProvider());
        var arrived = batches.SelectMany(batch => batch.Part is null
            ? CopyBatch.Split(batch.Copies).Select(c => c.ToArray())
            : assembler.Add(batch) is { } whole ? [whole] : Enumerable.Empty<byte[]>());
        Assert.Equal(copies.Select(c => c.ToArray()), arrived);
    }

    [Fact]
    public void From_nothing_isNothing() => Assert.Empty(ForwardedBatches.From("m", 3, Origin, 77, []));

    private static void AssertForwarded(CopyBatch batch)
    {
        Assert.True(batch.IsForwarded);
        Assert.Equal(("m/3", Origin.SettleTo, Origin.Edge, Origin.Batch), (batch.EntityId, batch.SettleTo, batch.Edge, batch.Id));
        Assert.Equal(77UL, batch.SentAt);
    }

    private static ReadOnlyMemory<byte> Copy(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
