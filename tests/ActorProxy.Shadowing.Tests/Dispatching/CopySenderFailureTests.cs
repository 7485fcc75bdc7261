using System.Net;
using System.Net.Sockets;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching.Sending;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Dispatching;

/// <summary>Shadows that misbehave, each with the outcome it is counted under.</summary>
public sealed class CopySenderFailureTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200)]
    [InlineData("HTTP/1.1 500 Oh\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 500)]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 301)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", 204)]
    [InlineData("HTTP/1.0 404 Gone\r\n\r\nuntil the end", 404)]
    public async Task A_reply_isAnAnswer_whateverItsStatus(string reply, int status)
    {
        await using var shadow = RawShadow.Serving(async (self, stream) =>
        {
            await self.ReadRequestAsync(stream);
            await RawShadow.SendAsync(stream, reply);
        });

        var result = await SendAsync(shadow.Port);

        Assert.Equal((CopyOutcome.Answered, status), (result.Outcome, result.Status));
        Assert.Equal(3_000, result.ProductionMicroseconds);
        Assert.InRange(result.ShadowMicroseconds, 1, Deadline.Limit.TotalMicroseconds);
        Assert.Single(shadow.Requests);
    }

    [Fact]
    public async Task A_shadowThatNeverAnswers_timesOut()
    {
        await using var shadow = RawShadow.Serving((self, stream) => self.ReadRequestAsync(stream).ContinueWith(_ => self.ReadRequestAsync(stream)).Unwrap());

        var result = await SendAsync(shadow.Port, TimeSpan.FromMilliseconds(200));

        Assert.Equal(CopyOutcome.TimedOut, result.Outcome);
        Assert.InRange(result.ShadowMicroseconds, 190_000, 10_000_000);
    }

    [Fact]
    public async Task A_shadowThatStopsInTheMiddleOfItsReply_timesOut()
    {
        await using var shadow = RawShadow.Serving(async (self, stream) =>
        {
            await self.ReadRequestAsync(stream);
            await RawShadow.SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
            await self.ReadRequestAsync(stream);
        });

        Assert.Equal(CopyOutcome.TimedOut, (await SendAsync(shadow.Port, TimeSpan.FromMilliseconds(200))).Outcome);
    }

    [Fact]
    public async Task A_shadowWhoseReplyDribblesForEver_timesOut()
    {
        await using var shadow = RawShadow.Serving(async (self, stream) =>
        {
            await self.ReadRequestAsync(stream);
            await RawShadow.SendAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            while (await timer.WaitForNextTickAsync()) await RawShadow.SendAsync(stream, "1\r\nx\r\n");
        });

        Assert.Equal(CopyOutcome.TimedOut, (await SendAsync(shadow.Port, TimeSpan.FromMilliseconds(300))).Outcome);
    }

    [Fact]
    public async Task A_shadowWhoseReplyIsEndless_hasAnswered_andIsCutOff()
    {
        await using var shadow = RawShadow.Serving(async (self, stream) =>
        {
            await self.ReadRequestAsync(stream);
            await RawShadow.SendAsync(stream, "HTTP/1.1 200 OK\r\n\r\n");
            var block = new byte[1024 * 1024];
            while (true) await stream.WriteAsync(block);
        });

        Assert.Equal((CopyOutcome.Answered, 200), await SendAsync(shadow.Port) is var result ? (result.Outcome, result.Status) : default);
    }

    [Fact]
    public async Task A_portWhereNobodyListens_isAFailedConnection()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.Equal(CopyOutcome.ConnectFailed, (await SendAsync(((IPEndPoint)closed.LocalEndPoint!).Port)).Outcome);
    }

    [Fact]
    public async Task A_serviceWithoutEndpoint_isAFailedConnection()
    {
        using var target = TestTarget.Nowhere();

        Assert.Equal(CopyOutcome.ConnectFailed, (await CopySender.SendAsync(target.Target, AnyCopy()).InTime()).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("220 smtp.example.com ESMTP\r\n")]
    [InlineData("HTTP/9.9 abc\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nbad header\u0000 line\r\n\r\n")]
    public async Task A_replyThatBreaksOffOrIsNone_isAReset(string reply)
    {
        await using var shadow = RawShadow.Serving(async (self, stream) =>
        {
            await self.ReadRequestAsync(stream);
            await RawShadow.SendAsync(stream, reply);
        });

        Assert.Equal(CopyOutcome.Reset, (await SendAsync(shadow.Port)).Outcome);
    }

    [Fact]
    public async Task A_headWithoutEnd_isAReset()
    {
        await using var shadow = RawShadow.Serving(async (self, stream) =>
        {
            await self.ReadRequestAsync(stream);
            await RawShadow.SendAsync(stream, "HTTP/1.1 200 OK\r\n");
            while (true) await RawShadow.SendAsync(stream, $"x: {new string('y', 10_000)}\r\n");
        });

        Assert.Equal(CopyOutcome.Reset, (await SendAsync(shadow.Port)).Outcome);
    }

    [Theory]
    [InlineData("", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-Trailer: and another\r\n")]
    public async Task InformationalRepliesOrTrailersWithoutEnd_areAReset(string beginning, string piece)
    {
        await using var shadow = RawShadow.Serving(async (self, stream) =>
        {
            await self.ReadRequestAsync(stream);
            await RawShadow.SendAsync(stream, beginning);
            while (true) await RawShadow.SendAsync(stream, string.Concat(Enumerable.Repeat(piece, 100)));
        });

        Assert.Equal(CopyOutcome.Reset, (await SendAsync(shadow.Port)).Outcome);
    }

    [Fact]
    public async Task A_shadowThatAnswersAndReadsNoFurther_hasAnswered()
    {
        var end = new TaskCompletionSource();
        await using var shadow = RawShadow.Serving(async (_, stream) =>
        {
            await stream.ReadExactlyAsync(new byte[10]);
            await RawShadow.SendAsync(stream, "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
            await end.Task;
        });
        using var target = TestTarget.At(shadow.Port);

        var result = await CopySender.SendAsync(target.Target, Copy.Decode(Requests.Encode(Requests.Post(new byte[20_000_000])))).InTime();

        Assert.Equal((CopyOutcome.Answered, 413), (result.Outcome, result.Status));
        end.SetResult();
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno")]
    public async Task A_shadowThatReadsNoFurther_isLeftNothingToRead(string reply)
    {
        var isOver = new TaskCompletionSource();
        var end = new TaskCompletionSource<Exception?>();
        await using var shadow = RawShadow.Serving(async (_, stream) =>
        {
            await stream.ReadExactlyAsync(new byte[10]);
            await RawShadow.SendAsync(stream, reply);
            await isOver.Task;
            end.SetResult(await Record.ExceptionAsync(() => stream.CopyToAsync(Stream.Null)));
        });
        using var target = TestTarget.At(shadow.Port, TimeSpan.FromMilliseconds(500));

        await CopySender.SendAsync(target.Target, Copy.Decode(Requests.Encode(Requests.Post(new byte[20_000_000])))).InTime();
        isOver.SetResult();

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>((await end.Task.InTime())?.InnerException).SocketErrorCode);
    }

    [Fact]
    public async Task A_replyWithALengthBesideItsChunks_endsItsConnection()
    {
        await using var shadow = RawShadow.Answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        using var target = TestTarget.At(shadow.Port);

        for (var i = 1; i <= 2; i++)
        {
            Assert.Equal(CopyOutcome.Answered, (await CopySender.SendAsync(target.Target, AnyCopy()).InTime()).Outcome);
            Assert.Equal(i, shadow.Connections);
        }
    }

    /// <summary>A shadow that dies over a request must not be sent it again.</summary>
    [Theory]
    [InlineData(BodyFraming.None)]
    [InlineData(BodyFraming.ContentLength)]
    [InlineData(BodyFraming.Chunked)]
    public async Task A_copyThatTheShadowHasRead_isNeverSentTwice(BodyFraming framing)
    {
        var served = 0;
        await using var shadow = RawShadow.Serving(async (self, stream) =>
        {
            // Answers the first request of all, and hangs up on whatever comes later, on new connections as on kept ones.
            while (await self.ReadRequestAsync(stream) && Interlocked.Increment(ref served) == 1)
                await RawShadow.SendAsync(stream, "HTTP/1.1 204 No Content\r\n\r\n");
        });
        using var target = TestTarget.At(shadow.Port);
        var copy = Copy.Decode(Requests.Encode(framing == BodyFraming.None ? Requests.Get() : Requests.Post([1, 2], framing: framing)));

        Assert.Equal(CopyOutcome.Answered, (await CopySender.SendAsync(target.Target, copy).InTime()).Outcome);
        Assert.Equal(CopyOutcome.Reset, (await CopySender.SendAsync(target.Target, copy).InTime()).Outcome);
        Assert.Equal(2, shadow.Requests.Count);
        Assert.Equal(CopyOutcome.Reset, (await CopySender.SendAsync(target.Target, copy).InTime()).Outcome);
        Assert.Equal(3, shadow.Requests.Count);
    }

    [Fact]
    public async Task A_connectionThatTheShadowClosedWhileIdle_isReplaced()
    {
        await using var shadow = RawShadow.Serving(async (self, stream) =>
        {
            await self.ReadRequestAsync(stream);
            await RawShadow.SendAsync(stream, "HTTP/1.1 204 No Content\r\n\r\n");
        });
        using var target = TestTarget.At(shadow.Port);

        for (var i = 1; i <= 5; i++)
        {
            Assert.Equal(CopyOutcome.Answered, (await CopySender.SendAsync(target.Target, AnyCopy()).InTime()).Outcome);
            await Deadline.UntilAsync(() => shadow.Closed == i, "the connection is closed");
        }

        Assert.Equal(5, shadow.Connections);
    }

    [Theory]
    [InlineData("G T", "/")]
    [InlineData("", "/")]
    [InlineData("GET", "http://[")]
    public async Task A_copyThatCannotBeARequest_isAReset(string method, string path)
    {
        using var target = TestTarget.At(1);
        var encoded = new byte[100];
        var writer = new ProtoWriter(encoded);
        writer.Latin1(CopyFields.Method, method);
        writer.Latin1(CopyFields.PathAndQuery, path);

        Assert.Equal(CopyOutcome.Reset, (await CopySender.SendAsync(target.Target, Copy.Decode(encoded.AsMemory(0, writer.Position))).InTime()).Outcome);
    }

    private static Copy AnyCopy() => Copy.Decode(Requests.Encode(Requests.Get()));

    private static async Task<CopyResult> SendAsync(int port, TimeSpan? timeout = null)
    {
        using var target = TestTarget.At(port, timeout);
        return await CopySender.SendAsync(target.Target, AnyCopy()).InTime();
    }
}
