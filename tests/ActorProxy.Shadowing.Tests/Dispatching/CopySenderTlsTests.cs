using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Shadowing.Accounting;
using ActorProxy.Shadowing.Copies;
using ActorProxy.Shadowing.Dispatching.Sending;
using ActorProxy.Shadowing.Offering;
using ActorProxy.Shadowing.Tests.Support;

namespace ActorProxy.Shadowing.Tests.Dispatching;

public sealed class CopySenderTlsTests
{
    /// <summary>The copy's Host is the client's business; which certificate the shadow shows is the service's.</summary>
    [Fact]
    public async Task A_shadowBehindTls_isAskedForByTheServicesName_onOneConnectionForAllHosts()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=somebody.else", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var shadow = RawShadow.Answering("HTTP/1.1 204 No Content\r\n\r\n", certificate);
        using var target = TestTarget.At(shadow.Port, scheme: "https");

        foreach (var host in new[] { "a.example.com", "b.example.com:443", "c" })
        {
            var content = new CopyContent { Request = Requests.Get().Request, PathAndQuery = "/", Host = host };
            Assert.Equal(CopyOutcome.Answered, (await CopySender.SendAsync(target.Target, Copy.Decode(Requests.Encode(content))).InTime()).Outcome);
        }

        Assert.Equal(["Host: a.example.com-shadow", "Host: b.example.com-shadow:443", "Host: c-shadow"], shadow.Requests.Select(r => r.Head[1]));
        Assert.Equal(["shadow.test"], shadow.ServerNames);
    }
}
