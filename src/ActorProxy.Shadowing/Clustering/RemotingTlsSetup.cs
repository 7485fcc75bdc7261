using ActorProxy.Shadowing.Tls;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;

namespace ActorProxy.Shadowing.Clustering;

/// <summary>Turns <see cref="RemotingTls"/> into what Akka.Remote's transport takes. It reads the files for each new actor system.</summary>
internal static class RemotingTlsSetup
{
    /// <summary>What has to be in the configuration beside the setup.</summary>
    public const string Hocon = "akka.remote.dot-netty.tcp.enable-ssl = true";

    /// <exception cref="CertificateException">A file cannot be used, or this node's own certificate would be refused by the others.</exception>
    public static DotNettySslSetup Create(RemotingTls tls)
    {
        var own = OwnCertificate.Load(tls.Certificate);
        var authorities = PeerAuthorities.Load(tls.Authorities);
        if (authorities.WhyNotAccepted(own.Leaf, own.Intermediates) is { } reason)
            throw new CertificateException($"the other nodes would refuse this node's certificate: {reason}");

        return new DotNettySslSetup(
            own.Leaf,
            suppressValidation: false,
            requireMutualAuthentication: true,
            (peer, chain, remote, _, log) =>
            {
                if (authorities.WhyNotAccepted(peer, chain is null ? [] : chain.ChainPolicy.ExtraStore) is not { } refusal) return true;
                log.Warning("Remoting refused {0}: {1}", remote, refusal);
                return false;
            });
    }
}
