using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Proto = ActorProxy.Shadowing.Wire.Generated;

namespace ActorProxy.Shadowing.Control;

/// <summary>Keeps the <see cref="ControlTable"/> in a node's state directory, as JSON, replaced atomically.</summary>
internal sealed class ControlFile(string directory, ILogger logger)
{
    // What a newer version wrote beside what this one knows is no reason to stop.
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private readonly string _path = Path.Combine(directory, "control.json");

    /// <summary>
    /// Reads the table. A file that cannot be read is set aside, and copying starts paused: what was paused on purpose must not start sending
    /// because a disk failed.
    /// </summary>
    public ControlTable Load(ulong self, TimeProvider time)
    {
        Directory.CreateDirectory(directory);
        if (!File.Exists(_path)) return ControlTable.Empty;
        try
        {
            return ControlTableCodec.Read(Parser.Parse<Proto.ControlTable>(File.ReadAllText(_path)));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException)
        {
            var aside = $"{_path}.corrupt-{time.GetUtcNow():yyyyMMddHHmmss}";
            logger.LogError(e, "Runtime control in {Path} cannot be read; it is set aside as {Aside} and all copying starts paused", _path, aside);
            File.Move(_path, aside, overwrite: true);
            var paused = ControlTable.Empty.With(
                new ControlChange(null, null, true, "actorproxy", $"runtime control in {_path} was unreadable"), self, time.GetUtcNow());

            // Else the next start would find nothing and send.
            Save(paused);
            return paused;
        }
    }

    /// <summary>Writes the table; a failure is logged and nothing else, as control must go on without its disk.</summary>
    public void Save(ControlTable table)
    {
        try
        {
            var temporary = _path + ".new";
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            using (var writer = new StreamWriter(stream))
            {
                JsonFormatter.Default.Format(ControlTableCodec.Write(table), writer);
                writer.Flush();
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogError(e, "Runtime control cannot be written to {Path}; it will not survive a restart of the whole cluster", _path);
        }
    }
}
