using ActorProxy.Shadowing.Comparing;
using ActorProxy.Shadowing.Samples;
using Microsoft.Extensions.Time.Testing;

namespace ActorProxy.Shadowing.Tests.Samples;

public sealed class SampleBookTests
{
    private static readonly FieldDifference Price = new("$.price", DifferenceKind.Value);

    private readonly FakeTimeProvider _time = new();
    private readonly SampleBook _book;

    public SampleBookTests() => _book = new SampleBook(_time);

    [Fact]
    public void Read_givesTheFirstAndTheNewest()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.True(_book.Wants([Price]));
            Add(i, Price);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([4, 0], Read());
    }

    [Fact]
    public void The_newest_isRenewedOnceASecond()
    {
        Add(1, Price);

        Assert.False(_book.Wants([Price]));
        Add(2, Price);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_book.Wants([Price]));
        Add(3, Price);

        Assert.Equal([3, 1], Read());
    }

    [Fact]
    public void Kinds_ofAField_areKeptApart_andPathsCanBeAskedFor()
    {
        Add(1, Price, new FieldDifference("$.name", DifferenceKind.Value));
        Add(2, new FieldDifference("$.price", DifferenceKind.Missing));

        Assert.Equal([2, 1], Read("$.price"));
        Assert.Equal([1], Read("$.name"));
        Assert.Equal([2, 1], Read());
        Assert.Empty(Read("$.pric"));
    }

    [Fact]
    public void Numbers_andBytes_areBounded()
    {
        for (var i = 0; i < 2 * SampleBook.MostEntries; i++) Add(i, new FieldDifference($"$.f{i}", DifferenceKind.Value));
        Assert.Equal(SampleBook.MostEntries, Read().Length);
        Assert.False(_book.Wants([Price]));

        var large = new SampleBook(_time);
        for (var i = 0; i < 10; i++) large.Add([new FieldDifference($"$.f{i}", DifferenceKind.Value)], new Sample(At(i), new byte[SampleBook.MostBytes / 4]));
        Assert.Equal(4, large.Read(null).Count);
    }

    [Fact]
    public void Renewal_doesNotFillTheBook()
    {
        for (var i = 0; i < 100; i++)
        {
            _book.Add([Price], new Sample(At(i), new byte[SampleBook.MostBytes / 4]));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([99, 0], Read());
    }

    private static DateTimeOffset At(int number) => DateTimeOffset.UnixEpoch.AddSeconds(number);

    private void Add(int number, params FieldDifference[] differences) => _book.Add(differences, new Sample(At(number), [1]));

    private int[] Read(string? path = null) => [.. _book.Read(path).Select(sample => (int)sample.At.ToUnixTimeSeconds())];
}
