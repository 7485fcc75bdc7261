using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ActorProxy.Testing.Network;

/// <summary>A network interface whose packets this process reads and writes (Linux TUN).</summary>
internal sealed class TunDevice : IDisposable
{
    private const int ReadWrite = 2;
    private const int NonBlocking = 0x800;
    private const nuint SetInterface = 0x400454ca; // TUNSETIFF
    private const short TunWithoutHeader = 0x1001; // IFF_TUN | IFF_NO_PI
    private const int RequestBytes = 40; // struct ifreq
    private const int LongestName = 15;

    private bool _isClosed;

    private TunDevice(int descriptor) => Descriptor = descriptor;

    /// <summary>Its file descriptor; reading never blocks.</summary>
    public int Descriptor { get; }

    /// <summary>Makes an interface; it exists until it is disposed of, in whichever namespace it was put.</summary>
    /// <param name="name">At most 15 characters.</param>
    /// <exception cref="InvalidOperationException">The system does not allow it.</exception>
    public static TunDevice Create(string name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, LongestName);
        var descriptor = Open("/dev/net/tun", ReadWrite | NonBlocking);
        if (descriptor < 0)
            throw new InvalidOperationException($"/dev/net/tun: error {Marshal.GetLastPInvokeError()} (tests with faulty networks need root)");

        var device = new TunDevice(descriptor);
        var request = new byte[RequestBytes];
        Encoding.ASCII.GetBytes(name, request);
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(16), TunWithoutHeader);
        if (Control(descriptor, SetInterface, request) == 0)
            return device;

        var error = Marshal.GetLastPInvokeError();
        device.Dispose();
        throw new InvalidOperationException($"cannot make the interface {name}: error {error}");
    }

    /// <summary>Reads the next packet.</summary>
    /// <returns>Its length; 0 or less when there is none.</returns>
    public int Read(byte[] buffer) => (int)Read(Descriptor, buffer, (nuint)buffer.Length);

    /// <summary>Gives the interface a packet. One that it has no room for is lost, as on any network.</summary>
    public void Write(byte[] packet) => _ = Write(Descriptor, packet, (nuint)packet.Length);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        _ = Close(Descriptor);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int descriptor, nuint request, byte[] argument);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Read(int descriptor, byte[] buffer, nuint length);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int descriptor, byte[] buffer, nuint length);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
