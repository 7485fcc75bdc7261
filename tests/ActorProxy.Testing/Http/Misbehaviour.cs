using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ActorProxy.Testing.Http;

/// <summary>What servers do to their clients, for <see cref="RecordingServer.Misbehave"/>. All take the request's head first, unless they say otherwise.</summary>
internal static class Misbehaviour
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";

    /// <summary>Never answers.</summary>
    public static async Task Hang(Stream client)
    {
        await ReadHeadAsync(client);
        await UntilLeftAsync(client);
    }

    /// <summary>Sends text one byte a second.</summary>
    public static Func<Stream, Task> Drip(string text) => SayAndDrip("", text);

    /// <summary>Sends a head at once, and a body one byte a second.</summary>
    public static Func<Stream, Task> DripBody(string body) => SayAndDrip($"{Ok}Connection: close\r\nContent-Length: {body.Length}\r\n\r\n", body);

    /// <summary>Sends text and ends the connection, in order.</summary>
    public static Func<Stream, Task> Say(string text) => async client =>
    {
        await ReadHeadAsync(client);
        await client.WriteAsync(Encoding.Latin1.GetBytes(text));
        ((NetworkStream)client).Socket.Shutdown(SocketShutdown.Send);
        await UntilLeftAsync(client);
    };

    /// <summary>Sends text once anything has come, and ends the connection, in order.</summary>
    public static Func<Stream, Task> SayToAnything(string text) => async client =>
    {
        await client.ReadAtLeastAsync(new byte[1024], minimumBytes: 1, throwOnEndOfStream: false);
        await client.WriteAsync(Encoding.Latin1.GetBytes(text));
        ((NetworkStream)client).Socket.Shutdown(SocketShutdown.Send);
        await UntilLeftAsync(client);
    };

    /// <summary>Sends text, and breaks the connection behind it. Linux lets the other side read what has come before the reset.</summary>
    public static Func<Stream, Task> SayAndReset(string text) => async client =>
    {
        await ReadHeadAsync(client);
        await client.WriteAsync(Encoding.Latin1.GetBytes(text));
    };

    /// <summary>Sends a beginning, and then the same piece over and over.</summary>
    public static Func<Stream, Task> SayForEver(string beginning, string piece) => async client =>
    {
        await ReadHeadAsync(client);
        await client.WriteAsync(Encoding.Latin1.GetBytes(beginning));
        var pieces = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(piece, Math.Max(1, 16_000 / piece.Length))));
        while (true)
            await client.WriteAsync(pieces);
    };

    /// <summary>Answers the first request of each connection, and ends the connection over the second without an answer.</summary>
    public static async Task AnswerOnce(Stream client)
    {
        await ReadHeadAsync(client);
        await client.WriteAsync(Encoding.Latin1.GetBytes(Ok + "Content-Length: 2\r\n\r\nok"));
        await ReadHeadAsync(client);
    }

    /// <summary>Answers at once, and reads nothing for a while.</summary>
    public static async Task AnswerUnread(Stream client)
    {
        await client.WriteAsync(Encoding.Latin1.GetBytes("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno"));
        await Task.Delay(TimeSpan.FromSeconds(1));
        await UntilLeftAsync(client);
    }

    /// <summary>Speaks TLS with a certificate, and answers.</summary>
    public static Func<Stream, Task> Secure(X509Certificate2 certificate) => async client =>
    {
        await using var secured = new SslStream(client, leaveInnerStreamOpen: true);
        await secured.AuthenticateAsServerAsync(certificate);
        while (await ReadHeadAsync(secured))
            await secured.WriteAsync(Encoding.Latin1.GetBytes(Ok + "Content-Length: 2\r\n\r\nok"));
    };

    /// <summary>A certificate that signs itself.</summary>
    /// <param name="name">The one name that it is for.</param>
    /// <param name="until">When it expires.</param>
    public static X509Certificate2 Certificate(string name, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(until.AddDays(-30), until);
    }

    /// <summary>Reads up to the end of a head, whatever comes with it. False when the client has left.</summary>
    private static async Task<bool> ReadHeadAsync(Stream client)
    {
        var buffer = new byte[64 * 1024];
        for (var length = 0; ;)
        {
            var read = await client.ReadAsync(buffer.AsMemory(length));
            if (read == 0)
                return false;
            length += read;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
                return true;
        }
    }

    private static Func<Stream, Task> SayAndDrip(string beginning, string text) => async client =>
    {
        await ReadHeadAsync(client);
        await client.WriteAsync(Encoding.Latin1.GetBytes(beginning));
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1));
        foreach (var b in Encoding.Latin1.GetBytes(text))
        {
            await client.WriteAsync(new[] { b });
            await pace.WaitForNextTickAsync();
        }

        await UntilLeftAsync(client);
    };

    private static async Task UntilLeftAsync(Stream client)
    {
        var buffer = new byte[16 * 1024];
        while (await client.ReadAsync(buffer) > 0)
        {
        }
    }
}
