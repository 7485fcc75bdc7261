using ActorProxy.Shadowing.Tls;

namespace ActorProxy.Shadowing.Clustering;

/// <summary>
/// TLS between nodes, each of which has to prove that it belongs to the cluster. What counts is who signed the certificate, not the names in it:
/// give the cluster an authority of its own.
/// </summary>
/// <param name="Certificate">This node's certificate.</param>
/// <param name="Authorities">PEM file of the authorities that sign nodes' certificates.</param>
public sealed record RemotingTls(CertificateFiles Certificate, string Authorities);
