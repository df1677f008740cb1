System.Console.WriteLine("usage: SlotTool");
