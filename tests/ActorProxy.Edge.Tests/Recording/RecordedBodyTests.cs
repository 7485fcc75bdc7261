using System.Buffers;
using ActorProxy.Edge.Recording;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ActorProxy.Edge.Tests.Recording;

public sealed class RecordedBodyTests
{
    [Property(MaxTest = 200)]
    public Property Whatever_the_pieces_the_body_is_their_concatenation_and_every_growth_is_announced() =>
        Prop.ForAll(Gen.Choose(0, 70_000).ArrayOf().ToArbitrary(), sizes =>
        {
            var body = new RecordedBody();
            for (var use = 0; use < 2; use++)
            {
                var expected = new List<byte>();
                var announced = 0L;
                foreach (var size in sizes)
                {
                    var piece = new byte[size];
                    Random.Shared.NextBytes(piece);
                    announced += body.GrowthFor(size);
                    body.Append(piece);
                    expected.AddRange(piece);
                }

                Assert.Equal(expected.Count, body.Length);
                Assert.True(body.ToSequence().ToArray().AsSpan().SequenceEqual(expected.ToArray()));
                Assert.InRange(expected.Count, 0, announced);
                body.Clear();
                Assert.Equal((0L, 0L), (body.Length, body.ToSequence().Length));
            }
        });
}
