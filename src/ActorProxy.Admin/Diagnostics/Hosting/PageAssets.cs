using System.Collections.Concurrent;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActorProxy.Admin.Diagnostics.Hosting;

/// <summary>Styles and scripts of the diagnostics page, from resources of this assembly. Compressed when first asked for, and kept so.</summary>
internal sealed class PageAssets
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    private readonly Assembly _assembly = typeof(PageAssets).Assembly;
    private readonly ConcurrentDictionary<string, Asset?> _assets = new();

    /// <summary>Answers a request for an asset; 404 when there is none of that name.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (_assets.GetOrAdd(context.Request.Path.Value!.TrimStart('/'), Load) is not { } asset)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // Always asked for again, so that a node of another version is never seen with the files of the one before.
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = asset.Tag;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.XContentTypeOptions = "nosniff";
        if (context.Request.Headers.IfNoneMatch.Contains(asset.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var isCompressed = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        var content = isCompressed ? asset.Compressed : asset.Plain;
        if (isCompressed)
            response.Headers.ContentEncoding = "gzip";
        response.ContentType = asset.ContentType;
        response.ContentLength = content.Length;
        await response.Body.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
    }

    private Asset? Load(string name)
    {
        using var resource = _assembly.GetManifestResourceStream(name);
        if (resource is null || !ContentTypes.TryGetValue(Path.GetExtension(name), out var type))
            return null;

        var plain = new byte[resource.Length];
        resource.ReadExactly(plain);
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(plain);
        return new Asset(plain, compressed.ToArray(), type, $"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..16]}\"");
    }

    private sealed record Asset(byte[] Plain, byte[] Compressed, string ContentType, string Tag);
}
