using System.Text;
using ActorProxy.Pbm.Output;
using ActorProxy.Pbm.Protocol;
using ActorProxy.Pbm.Sessions;

namespace ActorProxy.Pbm.Tests.Protocol;

public sealed class FrameReaderTests
{
    private const string Final = """{"text":null,"partial":false,"final":true,"error":null}""" + "\n";

    [Fact]
    public async Task Frames_are_read_up_to_the_final_one_whatever_the_pieces()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"text":"ü1","partial":false,"final":false,"error":null,"new_key":7}""" + "\n" + Final + "never read");
        for (var piece = 1; piece < 9; piece++)
        {
            var frames = await ReadAsync(new PiecewiseStream(bytes, piece));
            Assert.Equal(["ü1", null], frames.Select(frame => frame.Text));
        }
    }

    [Theory]
    [InlineData("", "the answer ends in the middle")]
    [InlineData("{\"text\":\"a\"", "the answer ends in the middle")]
    [InlineData("{\"text\":\"a\"}\n", "a line of the answer is not understood")]
    [InlineData("<html>\n", "a line of the answer is not understood")]
    [InlineData("null\n", "a line of the answer is empty")]
    public async Task What_is_no_frame_is_refused(string answer, string problem)
    {
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(answer))));
        Assert.StartsWith(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_end_is_refused_before_it_fills_the_memory()
    {
        var endless = new PiecewiseStream(new byte[64 * 1024 * 1024], 64 * 1024);
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(endless));
        Assert.Equal("a line of the answer is too long", refusal.Message);
        Assert.True(endless.Position < 2 * FrameReader.LongestLine);
    }

    [Fact]
    public void Texts_in_parts_are_put_together_and_blocks_are_set_apart()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var printer = new AnswerPrinter(output, errors, OutputStyle.Plain);
        foreach (var frame in new CommandFrame[]
        {
            new("one", true, false, null), new(" line", false, false, null), new("a\nb", false, false, null), new("c\nd", false, false, null),
            new("red \e[31m", false, false, null), new(null, false, false, null), new("bad \a", false, true, CommandErrors.Failed),
        })
            printer.Print(frame);

        Assert.Equal("one line\na\nb\n\nc\nd\nred  [31m\n", output.ToString());
        Assert.Equal("pbm: bad  \n", errors.ToString());
    }

    private static async Task<List<CommandFrame>> ReadAsync(Stream stream)
    {
        var frames = new List<CommandFrame>();
        await foreach (var frame in FrameReader.ReadAsync(stream, CancellationToken.None))
            frames.Add(frame);
        return frames;
    }

    /// <summary>Gives at most so many bytes at a time.</summary>
    private sealed class PiecewiseStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(piece, buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
