using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class PartAssemblerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PartAssembler _assembler;

    public PartAssemblerTests() => _assembler = new PartAssembler(_time);

    [Property]
    public void Add_ofAllPartsInAnyOrderWithRepetition_givesTheWholeOnce(uint length, int seed)
    {
        var whole = Bytes((int)(length % (5 * CopyBatch.MaxBytes)) + 1);
        var parts = Parts(1, whole);
        var random = new Random(seed);
        var delivered = parts.Concat(parts.Take(parts.Length - 1)).ToArray();
        random.Shuffle(delivered);

        // Whatever follows the last missing part would begin anew.
        var have = new HashSet<int>();
        var needed = delivered.TakeWhile(part => have.Count < parts.Length && (have.Add(part.Part!.Index) || true)).ToArray();
        var results = needed.Select(_assembler.Add).ToArray();

        Assert.All(results[..^1], Assert.Null);
        Assert.Equal(whole, results[^1]);
    }

    [Fact]
    public void Add_ofPartsOfSeveralCopies_keepsThemApart()
    {
        var (first, second) = (Bytes(100_000), Bytes(120_000));
        var (one, two) = (Parts(1, first), Parts(2, second));

        for (var i = 0; i < 2; i++)
        {
            Assert.Null(_assembler.Add(one[i]));
            Assert.Null(_assembler.Add(two[i]));
        }

        Assert.Equal(second, _assembler.Add(two[2]));
        Assert.Equal(first, _assembler.Add(one[2]));
    }

    [Fact]
    public void Add_ofTheSameBatchNumberFromTwoEdges_keepsThemApart()
    {
        var (here, there) = (Parts(1, Bytes(60_000), edge: 1), Parts(1, Bytes(60_000), edge: 2));

        Assert.Null(_assembler.Add(here[0]));
        Assert.Null(_assembler.Add(there[1]));
        Assert.NotNull(_assembler.Add(here[1]));
    }

    public static TheoryData<int, int, int, int> Impossible => new()
    {
        { -1, 2, 60_000, CopyBatch.MaxBytes },
        { 2, 2, 60_000, 100 },
        { 1, 2, 60_000, 60_000 - CopyBatch.MaxBytes + 1 }, // beyond the end
        { 1, 2, 60_000, 60_000 - CopyBatch.MaxBytes - 1 }, // a gap at the end
        { 0, 2, 60_000, CopyBatch.MaxBytes - 1 }, // a gap in the middle
        { 0, 2, 60_000, CopyBatch.MaxBytes + 1 }, // into the next part
        { 0, 3, 60_000, CopyBatch.MaxBytes }, // more parts than bytes for them
        { 0, int.MaxValue, 60_000, CopyBatch.MaxBytes },
        { 0, 0, 0, 0 },
        { 0, 1, -1, 0 },
        { 0, 100_000, int.MaxValue, CopyBatch.MaxBytes }, // larger than anything
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Add_ofAPartThatCannotBe_isInvalidData(int index, int count, int total, int bytes) =>
        Assert.Throws<InvalidDataException>(() => _assembler.Add(Batch(1, 1, new CopyPart(index, count, total), new byte[bytes])));

    [Fact]
    public void Add_ofAPartThatContradictsThoseBefore_isInvalidData()
    {
        _assembler.Add(Parts(1, Bytes(60_000))[0]);

        Assert.Throws<InvalidDataException>(() => _assembler.Add(Parts(1, Bytes(60_001))[1]));
    }

    [Fact]
    public void HasRoomFor_moreThanItKeeps_saysNo_butYesToTheRestOfWhatItHas()
    {
        var first = Parts(1, new byte[40 * 1024 * 1024]);
        Assert.True(_assembler.HasRoomFor(first[0]));
        _assembler.Add(first[0]);

        Assert.False(_assembler.HasRoomFor(Parts(2, new byte[40 * 1024 * 1024])[0]));
        Assert.True(_assembler.HasRoomFor(first[1]));
        Assert.True(_assembler.HasRoomFor(Parts(3, new byte[20 * 1024 * 1024])[0]));
    }

    [Fact]
    public void HasRoomFor_afterAWhile_forgetsWhatStayedIncomplete()
    {
        _assembler.Add(Parts(1, new byte[60 * 1024 * 1024])[0]);
        var next = Parts(2, new byte[40 * 1024 * 1024])[0];
        Assert.False(_assembler.HasRoomFor(next));

        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.True(_assembler.HasRoomFor(next));
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static CopyBatch[] Parts(ulong id, byte[] whole, ulong edge = 1)
    {
        var count = (whole.Length + CopyBatch.MaxBytes - 1) / CopyBatch.MaxBytes;
        return [.. whole.Chunk(CopyBatch.MaxBytes).Select((data, i) => Batch(edge, id, new CopyPart(i, count, whole.Length), data))];
    }

    private static CopyBatch Batch(ulong edge, ulong id, CopyPart part, byte[] data) =>
        new() { Mapping = "m", Lane = 0, Edge = edge, Id = id, SettleTo = "s", Count = 1, Copies = data, Part = part };
}
