namespace ActorProxy.Shadowing.Tls;

/// <summary>A certificate cannot be used. The message names the file and says why.</summary>
public sealed class CertificateException : Exception
{
    /// <summary>Creates it without a message.</summary>
    public CertificateException()
    {
    }

    /// <summary>Creates it with a message for the operator.</summary>
    public CertificateException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with a message for the operator and the cause.</summary>
    public CertificateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
