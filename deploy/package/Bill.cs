// What is shipped, as a CycloneDX bill of materials, and the licences of it. Reads what dotnet publish wrote, so that it cannot differ from it:
//   dotnet run deploy/package/Bill.cs -- PUBLISHED_FOLDER PACKAGE_CACHE VERSION TIME OUTPUT_FOLDER
// TIME is an ISO 8601 time, that of the commit: the same commit gives the same bill.
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

if (args is not [var folder, var cache, var version, var time, var output])
{
    Console.Error.WriteLine("usage: Bill.cs PUBLISHED_FOLDER PACKAGE_CACHE VERSION TIME OUTPUT_FOLDER");
    return 64;
}

var parts = Part.Read(folder, cache);
Directory.CreateDirectory(output);
File.WriteAllText(Path.Combine(output, "sbom.cdx.json"), Sbom.Of(parts, version, time).ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
File.WriteAllText(Path.Combine(output, "THIRD-PARTY-NOTICES.txt"), Notices.Of(parts));
Console.WriteLine($"{parts.Count} third-party packages");
return 0;

/// <summary>A package that is shipped, or a part of it.</summary>
internal sealed record Part(string Id, string Version, string Hash, string Folder, XElement Metadata, SortedSet<string> Needs)
{
    private const string RuntimePack = "runtimepack.";
    private static readonly string[] LicenceWords = ["license", "licence", "notice", "copying"];

    public string Purl => $"pkg:nuget/{Id}@{Version}";

    /// <summary>The SPDX expression of its licence; null where it names a file or an address.</summary>
    public string? Expression => Metadata.Element(Metadata.Name.Namespace + "license") is { } license && (string?)license.Attribute("type") == "expression"
        ? license.Value
        : null;

    public string? LicenseUrl => Text("licenseUrl");

    /// <summary>Licence texts and notices that the package brings along.</summary>
    public IReadOnlyList<string> Texts =>
    [
        .. Directory.EnumerateFiles(Folder)
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is "" or ".txt" or ".md")
            .Where(file => LicenceWords.Any(word => Path.GetFileName(file).Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal),
    ];

    public string? Text(string name) => (string?)Metadata.Element(Metadata.Name.Namespace + name);

    /// <summary>Reads all <c>*.deps.json</c> of a published folder.</summary>
    public static IReadOnlyList<Part> Read(string folder, string cache)
    {
        var parts = new SortedDictionary<string, Part>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(folder, "*.deps.json"))
        {
            var root = JsonNode.Parse(File.ReadAllText(file))!;
            var target = root["targets"]![(string)root["runtimeTarget"]!["name"]!]!.AsObject();
            foreach (var (key, library) in root["libraries"]!.AsObject())
            {
                if ((string?)library!["type"] is not ("package" or "runtimepack"))
                    continue;
                var (id, packageVersion) = key.Split('/') is [var name, var number] ? (name, number) : throw new InvalidDataException($"{file}: {key}");
                id = id.StartsWith(RuntimePack, StringComparison.Ordinal) ? id[RuntimePack.Length..] : id;
                var needs = (target[key]?["dependencies"] as JsonObject)?.Select(need => $"pkg:nuget/{need.Key}@{need.Value}") ?? [];
                parts[$"{id}/{packageVersion}"] = Create(id, packageVersion, (string?)library["sha512"] ?? "", cache, needs);
            }
        }

        return [.. parts.Values];
    }

    private static Part Create(string id, string version, string hash, string cache, IEnumerable<string> needs)
    {
        var folder = Path.Combine(cache, id.ToLowerInvariant(), version.ToLowerInvariant());
        var nuspec = XDocument.Load(Path.Combine(folder, $"{id.ToLowerInvariant()}.nuspec")).Root!;
        var hex = hash.StartsWith("sha512-", StringComparison.Ordinal) ? Convert.ToHexStringLower(Convert.FromBase64String(hash["sha512-".Length..])) : "";
        return new Part(id, version, hex, folder, nuspec.Elements().First(element => element.Name.LocalName == "metadata"), new SortedSet<string>(needs));
    }
}

internal static class Sbom
{
    public static JsonObject Of(IReadOnlyList<Part> parts, string version, string time)
    {
        var known = parts.Select(part => part.Purl).ToHashSet();
        var self = $"pkg:generic/actorproxy@{version}";
        return new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.5",
            ["serialNumber"] = $"urn:uuid:{new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(self + time))[..16])}",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["timestamp"] = time,
                ["component"] = new JsonObject { ["type"] = "application", ["bom-ref"] = self, ["name"] = "actorproxy", ["version"] = version, ["purl"] = self },
            },
            ["components"] = new JsonArray([.. parts.Select(Component)]),
            ["dependencies"] = new JsonArray(
            [
                new JsonObject { ["ref"] = self, ["dependsOn"] = List(parts.Select(part => part.Purl)) },
                .. parts.Select(part => new JsonObject { ["ref"] = part.Purl, ["dependsOn"] = List(part.Needs.Where(known.Contains)) }),
            ]),
        };
    }

    private static JsonObject Component(Part part)
    {
        var component = new JsonObject
        {
            ["type"] = part.Id.Contains(".App.Runtime.", StringComparison.Ordinal) ? "framework" : "library",
            ["bom-ref"] = part.Purl,
            ["name"] = part.Id,
            ["version"] = part.Version,
            ["purl"] = part.Purl,
            ["author"] = part.Text("authors") ?? "",
            ["licenses"] = new JsonArray(part switch
            {
                { Expression: { } expression } => new JsonObject { ["expression"] = expression },
                { LicenseUrl: { } url } => new JsonObject { ["license"] = new JsonObject { ["name"] = "see url", ["url"] = url } },
                _ => new JsonObject { ["license"] = new JsonObject { ["name"] = "see THIRD-PARTY-NOTICES.txt" } },
            }),
        };
        if (part.Hash.Length > 0)
            component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = part.Hash });
        return component;
    }

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}

internal static class Notices
{
    private static readonly string Rule = new('-', 100);

    public static string Of(IReadOnlyList<Part> parts)
    {
        var text = new StringBuilder("ActorProxy is shipped with the packages below, each under its own licence.\n");
        foreach (var part in parts)
        {
            text.Append('\n').Append(Rule).Append('\n').Append(part.Id).Append(' ').Append(part.Version).Append('\n');
            Append(text, "Licence", part.Expression ?? part.LicenseUrl);
            Append(text, "Authors", part.Text("authors"));
            Append(text, "Copyright", part.Text("copyright"));
            Append(text, "Project", part.Text("projectUrl"));
            foreach (var file in part.Texts)
                text.Append("\n[").Append(Path.GetFileName(file)).Append("]\n").Append(File.ReadAllText(file).ReplaceLineEndings("\n").Trim()).Append('\n');
        }

        // Packages name these licences without bringing their text.
        var named = parts.Where(part => part.Texts.Count == 0).Select(part => part.Expression).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        foreach (var expression in named)
        {
            var file = Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? ".", "licences", $"{expression}.txt");
            text.Append('\n').Append(Rule).Append("\nThe text of ").Append(expression).Append("\n\n");
            text.Append(File.Exists(file) ? File.ReadAllText(file).Trim() : throw new InvalidDataException($"the text of {expression} is missing: add {file}")).Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            text.Append(name).Append(": ").Append(value.Trim().ReplaceLineEndings(" ")).Append('\n');
    }
}
